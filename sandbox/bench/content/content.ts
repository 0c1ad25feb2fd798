import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../../machine/problem.ts'
import { withProgress } from '../../machine/progress.ts'
import { wheels } from '../../programs/wheels.ts'
import { outputOf } from '../rig/child.ts'
import { atLeast, atMost, count, type Figure, figureWithoutGoal, megabytes, ratio } from '../rig/figures.ts'
import { readMachine } from '../rig/machine.ts'
import { recordFigures } from '../rig/record-figures.ts'
import { median } from '../rig/seconds.ts'
import { type Side, Sides } from './content-sides.ts'

const rounds = 3
const connections = 32
const readers = 1_000
const fastReaders = 64
const bytesPerMiB = 1024 ** 2
const allSides: Side[] = ['lectern', 's3', 'caddy']

const cases: Record<string, (sides: Sides) => Promise<Figure[]>> = { small, large, slow }

const about = {
  title: 'content',
  intro: `The content host, the same S3 alone with a presigned address, and Caddy ${wheels.caddy.version} as a reverse proxy to that S3 with that
address take turns in one run. A separate process sends the requests. \`small\`: a page of 10 KB, over ${connections} connections
that stay open. The content host has it in memory; Caddy has no cache. \`large\`: downloads of 256 MiB in a row. "Per core":
divided by the CPU time (user and system, from /proc) of that process alone. Caddy lets the kernel move the bytes; Node
cannot. \`slow\`: ${readers} clients that take one chunk of a 64 MiB file per second. The figures are resident memory after 20
seconds and at its peak, minus the memory before. Before them, ${fastReaders} fast readers read the same file twice, all at once.
MB are millions of bytes.`,
}

/** Runs `npm run bench -- content [case …]`: prints the rows and writes them into BENCHMARKS.md. */
export async function benchContent(caseNames: string[]): Promise<void> {
  const unknown = caseNames.filter(name => !cases[name])
  if (unknown.length > 0)
    throw new Problem(`Unknown case: ${unknown.join(', ')}. Use one of ${Object.keys(cases).join(', ')}.`)
  const machine = await readMachine()
  const figures: Record<string, Figure[]> = {}
  await Sides.use(async sides => {
    for (const [name, measure] of Object.entries(cases))
      if (caseNames.length === 0 || caseNames.includes(name))
        figures[name] = await withProgress(name, () => measure(sides))
  })
  recordFigures(about, Object.keys(cases), machine, figures)
}

/** The rates of a side in each round, per second and per second of CPU time. */
type Rates = Record<Side, { perSecond: number[]; perCore: number[] }>

/** Runs `work` on the sides in turn. The first round is a warm-up and does not count. */
async function measureInTurn(
  sides: Sides,
  work: (side: Side) => Promise<{ done: number; seconds: number }>,
): Promise<Rates> {
  const rates = Object.fromEntries(allSides.map(side => [side, { perSecond: [], perCore: [] }])) as unknown as Rates
  for (let round = 0; round <= rounds; round++)
    for (const side of allSides) {
      const before = sides.cpuSecondsOf(side)
      const { done, seconds } = await work(side)
      if (round === 0) continue
      rates[side].perSecond.push(done / seconds)
      rates[side].perCore.push(done / (sides.cpuSecondsOf(side) - before))
    }
  return rates
}

function figuresOf(rates: Rates, unit: string, goal: number | null): Figure[] {
  const formatAll = (values: number[]) => values.map(value => count(Math.round(value))).join(', ')
  const { lectern, s3, caddy } = rates
  const perCoreRatio = median(lectern.perCore) / median(caddy.perCore)
  const from = `(${formatAll(lectern.perCore)}; Caddy ${formatAll(caddy.perCore)}; S3 ${formatAll(s3.perCore)})`
  const label = `${unit} per core, relative to Caddy`
  return [
    goal === null
      ? figureWithoutGoal(label, `${ratio(perCoreRatio)} ${from}`)
      : atLeast(label, perCoreRatio, goal, ratio, from),
    figureWithoutGoal(
      unit,
      `${formatAll(lectern.perSecond)}; Caddy ${formatAll(caddy.perSecond)}; S3 ${formatAll(s3.perSecond)}`,
    ),
  ]
}

async function small(sides: Sides): Promise<Figure[]> {
  const pages = await Promise.all(allSides.map(side => textOf(sides.urlOf(side, 'small.html'))))
  if (new Set(pages).size > 1) throw new Problem('The sides do not serve the same page.')
  const load = join(import.meta.dirname, 'load.ts')
  const rates = await measureInTurn(sides, async side => {
    const args = [load, sides.urlOf(side, 'small.html'), `${connections}`, '5']
    const { responses, seconds } = JSON.parse(await outputOf(process.execPath, args, process.env))
    return { done: responses, seconds }
  })
  return figuresOf(rates, 'responses/s', 0.7)
}

const textOf = async (address: string) => (await fetch(address)).text()

const readersScript = join(import.meta.dirname, 'content-readers.ts')

async function large(sides: Sides): Promise<Figure[]> {
  const rates = await measureInTurn(sides, async side => {
    const args = [readersScript, sides.urlOf(side, 'large.mp4'), '4']
    const { bytes, seconds } = JSON.parse(await outputOf(process.execPath, args, process.env))
    return { done: bytes / bytesPerMiB, seconds }
  })
  return figuresOf(rates, 'MiB/s', null)
}

async function slow(sides: Sides): Promise<Figure[]> {
  const address = sides.urlOf('lectern', 'slow.mp4')
  // Fast readers leave the same garbage as slow ones, so they run first.
  const initialBytes = sides.residentBytes()
  const args = [readersScript, address, '2', `${fastReaders}`]
  await withProgress('Fast readers', () => outputOf(process.execPath, args, process.env))
  const samples: { before: number; after: number; peak: number }[] = []
  for (let round = 0; round < rounds; round++) {
    await sleep(10_000)
    const before = sides.residentBytes()
    const child = fork(readersScript, [address, 'slow', `${readers}`])
    try {
      let peak = before
      const timer = setInterval(() => {
        peak = Math.max(peak, sides.residentBytes())
      }, 200)
      const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')])
      if (message !== 'ready') throw new Problem('The slow readers failed. See the output above.')
      await sleep(20_000)
      clearInterval(timer)
      samples.push({ before, after: sides.residentBytes(), peak })
    } finally {
      child.kill('SIGKILL')
    }
  }
  const growth = (key: 'after' | 'peak') => samples.map(sample => sample[key] - sample.before)
  const formatAll = (values: number[]) => values.map(megabytes).join(', ')
  const from = `(${formatAll(growth('after'))}; before ${formatAll(samples.map(({ before }) => before))})`
  return [
    atMost(`memory of ${count(readers)} slow readers`, median(growth('after')), 30e6, megabytes, from),
    figureWithoutGoal('the same at its peak', formatAll(growth('peak'))),
    figureWithoutGoal(`memory of ${fastReaders} fast readers`, megabytes(samples[0]!.before - initialBytes)),
  ]
}
