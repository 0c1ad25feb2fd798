import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../../machine/command.ts'
import { freePorts } from '../../machine/ports.ts'
import { Problem } from '../../machine/problem.ts'
import { Processes } from '../../machine/processes.ts'
import { withProgress } from '../../machine/progress.ts'
import { type Postgres, startMigratedPostgres } from '../../services/postgres.ts'
import { outputOf } from '../rig/child.ts'
import { atLeast, atMost, count, type Figure, figureWithoutGoal, ratio } from '../rig/figures.ts'
import { readMachine } from '../rig/machine.ts'
import { recordFigures } from '../rig/record-figures.ts'
import { median } from '../rig/seconds.ts'
import { postgresOnlyEnvironment } from '../rig/server-environment.ts'

const videos = 20
const connections = 32
const rounds = 3

const about = {
  title: 'playlist',
  intro: `\`playlists\` of a package with ${videos} videos and two captions each, by GET with the player's query. A content host and a bare
graphql-yoga, whose resolver returns the same list as a constant, take turns in one run, over ${connections} connections that stay
open. A third process sends the requests. "Uncached": each address is unique. Queries: statements in Postgres's log, for
one request that was never sent before, and for 50 more in the second after it.`,
}

/** The player's query. */
const query =
  'query P($package:String!,$release:Int,$environment:String,$revision:Int)' +
  '{playlists(package:$package,release:$release,environment:$environment,revision:$revision)' +
  '{path url posterUrl storyboardUrl sourceWidth sourceHeight sourceSeconds captions{language kind label url}}' +
  'playerSettings(environment:$environment){controls resume}}'

/** Runs `npm run bench -- playlist`: prints the rows and writes them into BENCHMARKS.md. */
export async function benchPlaylist(): Promise<void> {
  const machine = await readMachine()
  const data = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  const processes = new Processes(join(data, 'logs'))
  try {
    const playlists = await measurePlaylist(data, processes)
    recordFigures(about, ['playlists'], machine, { playlists })
  } finally {
    await processes.stopAll()
    rmSync(data, { recursive: true, force: true })
  }
}

async function measurePlaylist(data: string, processes: Processes): Promise<Figure[]> {
  const [port, contentPort, barePort] = (await freePorts(3)) as [number, number, number]
  const postgres = await withProgress('Database', () => startMigratedPostgres({ data, processes }))
  // The rate limit is so high that it never applies.
  const env = { ...postgresOnlyEnvironment(postgres, { port, contentPort }), LECTERN_GRAPHQL_LIMIT: '1000000' }
  const script = join(root, 'domain/playback/playlists.bench.ts')
  const variables = JSON.parse(await outputOf(process.execPath, [script, `${videos}`], env))
  await processes.start(nodeSpec('server', [join(root, 'server/main.ts')], env))

  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) })
  const addressAt = (port: number) => `http://127.0.0.1:${port}/graphql?${search}`
  const response = await textOf(addressAt(contentPort))
  const file = join(data, 'response.json')
  writeFileSync(file, response)
  await processes.start(nodeSpec('bare', [join(import.meta.dirname, 'bare-yoga.ts'), `${barePort}`, file], env))
  if ((await textOf(addressAt(barePort))) !== response) throw new Problem('The two sides return different responses.')

  const rates = await withProgress('Rounds', () => measureRates(addressAt(contentPort), addressAt(barePort)))
  const log = processes.logPathOf('postgres')
  const queries = await withProgress('Queries', () => measureQueries(data, postgres, log, addressAt(contentPort)))
  const formatAll = (values: number[]) => values.map(value => count(Math.round(value))).join(', ')
  const [ours, bare, uncached] = [rates.ours, rates.bare, rates.uncached].map(median) as [number, number, number]
  const from = `(${formatAll(rates.ours)} responses/s; Yoga ${formatAll(rates.bare)})`
  const formatCounts = (values: number[]) => `(${values.join(', ')})`
  return [
    atLeast('responses/s relative to bare Yoga', ours / bare, 0.8, ratio, from),
    figureWithoutGoal('the same, uncached', `${ratio(uncached / bare)} (${formatAll(rates.uncached)} responses/s)`),
    atMost('queries of the first request', median(queries.cold), 1, count, formatCounts(queries.cold)),
    atMost('queries of 50 more requests', median(queries.warm), 0, count, formatCounts(queries.warm)),
    figureWithoutGoal('response size', `${count(response.length)} bytes`),
  ]
}

const nodeSpec = (name: string, args: string[], env: NodeJS.ProcessEnv) =>
  ({ name, command: process.execPath, args, cwd: root, env, ready: 'message' }) as const

async function textOf(address: string): Promise<string> {
  const response = await fetch(address, { headers: { accept: 'application/json' } })
  if (response.status !== 200)
    throw new Problem(`${address} answered with status ${response.status}: ${await response.text()}`)
  return response.text()
}

/** Measures responses per second of the sides in turn. The first round is a warm-up and does not count. */
async function measureRates(ours: string, bare: string) {
  const rates = { ours: [] as number[], bare: [] as number[], uncached: [] as number[] }
  const sides = { ours, bare, uncached: `${ours}&n={n}` }
  for (let round = 0; round <= rounds; round++)
    for (const [side, address] of Object.entries(sides) as [keyof typeof sides, string][]) {
      const args = [join(import.meta.dirname, 'load.ts'), address, `${connections}`, round === 0 ? '3' : '5']
      const { responses, seconds } = JSON.parse(await outputOf(process.execPath, args, process.env))
      if (round > 0) rates[side].push(responses / seconds)
    }
  return rates
}

/** Makes Postgres log every statement and counts the statements of a first request and of 50 more. */
async function measureQueries(data: string, postgres: Postgres, log: string, address: string) {
  appendFileSync(join(data, 'postgres/postgresql.conf'), "\nlog_statement = 'all'\n")
  process.kill(postgres.pid, 'SIGHUP')
  await sleep(1_000)
  const countStatements = async (work: () => Promise<unknown>) => {
    const { size } = statSync(log)
    await work()
    await sleep(300)
    const logText = readFileSync(log).subarray(size).toString()
    return logText.match(/LOG: {2}(execute|statement)/g)?.length ?? 0
  }
  const queries = { cold: [] as number[], warm: [] as number[] }
  // The first round opens the database connections and does not count.
  for (let round = 0; round <= rounds; round++) {
    const addressFor = (name: string) => `${address}&n=${name}-${round}`
    const cold = await countStatements(() => textOf(addressFor('cold')))
    const all = await countStatements(async () => {
      await textOf(addressFor('warm'))
      for (let more = 0; more < 50; more++) await textOf(addressFor('warm'))
    })
    if (round > 0) {
      queries.cold.push(cold)
      queries.warm.push(all - cold)
    }
  }
  return queries
}
