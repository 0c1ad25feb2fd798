import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../machine/command.ts'
import { Problem } from '../../machine/problem.ts'
import { Processes } from '../../machine/processes.ts'
import { withProgress } from '../../machine/progress.ts'
import { startMigratedPostgres } from '../../services/postgres.ts'
import { outputOf } from '../rig/child.ts'
import { atLeast, count, type Figure, figureWithoutGoal, ratio } from '../rig/figures.ts'
import { readMachine } from '../rig/machine.ts'
import { recordFigures } from '../rig/record-figures.ts'
import { median } from '../rig/seconds.ts'
import { startBenchServer } from './bench-server.ts'
import { directusVersion, installDirectus, startDirectus } from './directus.ts'

const packages = 50
const environments = 2
const connections = 16
const rounds = 3

const about = {
  title: 'api',
  intro: `The list of ${packages} packages, each with the counts of its draft and ${environments} deployments with environment and release: the GraphQL API
of one server process with an API token, and the REST API of Directus ${directusVersion} with a static token of its administrator, on the
same Postgres and the same rows. The two take turns over ${connections} connections that stay open. A third process sends the requests.
Neither caches responses. That Lectern's SQL statements do not depend on the number of rows is a test.
Directus runs with the Node that npm compiled its modules for: ours, or the machine's.`,
}

const query = `{ packages(first: ${packages}) { totalCount nodes { id slug title status
  draft { revision fileCount bytes synchronizedAt }
  deployments { id deployedAt environment { slug } release { number } } } } }`

const directusFields = [
  ...['id', 'slug', 'title', 'revision', 'archived_at'],
  ...['drafts.revision', 'drafts.file_count', 'drafts.bytes', 'drafts.synchronized_at'],
  ...['deployments.id', 'deployments.deployed_at', 'deployments.environment_id.slug', 'deployments.release_id.number'],
]

type Side = { address: string; authorization: string }

/** Runs `npm run bench -- api`: prints the rows and writes them into BENCHMARKS.md. */
export async function benchApi(): Promise<void> {
  const machine = await readMachine()
  const program = await withProgress('Directus from npm', installDirectus)
  const data = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  const processes = new Processes(join(data, 'logs'))
  try {
    const postgres = await withProgress('Database', () => startMigratedPostgres({ data, processes }))
    const script = join(root, 'domain/packages/packages.bench.ts')
    const env = { ...process.env, DATABASE_URL: postgres.appUrl }
    const { token } = JSON.parse(await outputOf(process.execPath, [script, `${packages}`], env))
    const url = await withProgress('Server', () => startBenchServer(processes, postgres))
    const directus = await withProgress('Directus', () =>
      startDirectus(program, postgres.ownerUrl, join(data, 'directus'), processes),
    )
    const search = new URLSearchParams({
      limit: `${packages}`,
      sort: 'title,id',
      meta: 'filter_count',
      fields: directusFields.join(),
    })
    const sides = {
      ours: { address: `${url}/graphql?${new URLSearchParams({ query })}`, authorization: `Bearer ${token}` },
      directus: { address: `${directus.url}/items/package?${search}`, authorization: directus.authorization },
    }
    requireSameRows((await jsonOf(sides.ours)).data.packages.nodes, (await jsonOf(sides.directus)).data)
    const rates = await withProgress('Rounds', () => measureRates(sides))
    recordFigures(about, ['packages'], machine, { packages: figuresOf(rates) })
  } finally {
    await processes.stopAll()
    rmSync(data, { recursive: true, force: true })
  }
}

// biome-ignore lint/suspicious/noExplicitAny: two different APIs, whose rows are compared below
async function jsonOf({ address, authorization }: Side): Promise<any> {
  const response = await fetch(address, { headers: { authorization, accept: 'application/json' } })
  if (response.status !== 200) throw new Problem(`${address} answered ${response.status}: ${await response.text()}`)
  return response.json()
}

type OurRow = { slug: string; draft: { fileCount: number }; deployments: { release: { number: number } }[] }
type DirectusRow = { slug: string; drafts: { file_count: number }[]; deployments: { release_id: { number: number } }[] }

function requireSameRows(ours: OurRow[], theirs: DirectusRow[]): void {
  const numbers = (values: number[]) => values.toSorted().join()
  const ourRows = ours.map(
    ({ slug, draft, deployments }) =>
      `${slug} ${draft.fileCount} ${numbers(deployments.map(each => each.release.number))}`,
  )
  const theirRows = theirs.map(
    ({ slug, drafts, deployments }) =>
      `${slug} ${drafts[0]?.file_count} ${numbers(deployments.map(each => each.release_id.number))}`,
  )
  if (ours.length !== packages || ourRows.toSorted().join() !== theirRows.toSorted().join())
    throw new Problem(`The two sides return different rows:\n${ourRows[0]}\n${theirRows[0]}`)
}

/** Measures responses per second of the sides in turn. The first round is a warm-up and does not count. */
async function measureRates(sides: Record<'ours' | 'directus', Side>): Promise<Record<'ours' | 'directus', number[]>> {
  const rates = { ours: [] as number[], directus: [] as number[] }
  for (let round = 0; round <= rounds; round++)
    for (const side of ['ours', 'directus'] as const) {
      const { address, authorization } = sides[side]
      const args = [join(import.meta.dirname, '../content/load.ts'), address, `${connections}`, round === 0 ? '5' : '8']
      const env = { ...process.env, LOAD_AUTHORIZATION: authorization }
      const { responses, seconds } = JSON.parse(await outputOf(process.execPath, args, env))
      if (round > 0) rates[side].push(responses / seconds)
    }
  return rates
}

function figuresOf({ ours, directus }: Record<'ours' | 'directus', number[]>): Figure[] {
  const format = (values: number[]) => values.map(value => count(Math.round(value))).join(', ')
  const from = `(${format(ours)} requests/s; Directus ${format(directus)})`
  return [
    atLeast('requests/s relative to Directus', median(ours) / median(directus), 3, ratio, from),
    figureWithoutGoal('rows', `the ${packages} packages of the database, with ${packages * environments} deployments`),
  ]
}
