import { cpus } from 'node:os'
import { say } from '../progress.ts'
import { measureStarts } from './start.ts'
import { measureStory } from './story.ts'

// `npm run bench -- <name>`: figures for BENCHMARKS.md. Medians of at least three runs, on the machine as it is.

const benches: Record<string, () => Promise<Record<string, number[]>>> = { start: measureStarts, story: measureStory }

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

const [name = ''] = process.argv.slice(2)
const bench = benches[name]
if (!bench) {
  say(`Say which: ${Object.keys(benches).join(', ')}.`)
  process.exit(1)
}
say(`${cpus().length} cores, ${process.platform} ${process.arch}, Node ${process.version}`)
for (const [what, seconds] of Object.entries(await bench()))
  say(`${what}: median ${median(seconds).toFixed(1)} s (${seconds.map(value => value.toFixed(1)).join(', ')})`)
process.exit(0)
