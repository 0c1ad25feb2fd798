import { cpus } from 'node:os'
import { Problem } from '../machine/problem.ts'
import { printLine } from '../machine/progress.ts'
import { benchAdmin } from './admin/admin.ts'
import { benchApi } from './api/api.ts'
import { benchLive } from './api/live.ts'
import { benchAudit } from './audit.ts'
import { benchContent } from './content/content.ts'
import { benchLookup } from './content/lookup.ts'
import { benchPlaylist } from './content/playlist.ts'
import { benchFiles } from './files.ts'
import { benchPackages } from './packages.ts'
import { benchPlayer } from './player/player.ts'
import { benchPublish } from './publish.ts'
import { median } from './rig/seconds.ts'
import { measureStarts } from './start.ts'
import { measureStory } from './story.ts'
import { benchSync } from './sync/sync.ts'
import { benchTranscode } from './transcode/transcode.ts'

// `npm run bench -- <name> [case …]`: measures the figures of BENCHMARKS.md. They are medians of at least 3 runs.

const benches: Record<string, (cases: string[]) => Promise<void>> = {
  start: async () => printMedians(await measureStarts()),
  story: async () => printMedians(await measureStory()),
  audit: benchAudit,
  live: benchLive,
  api: benchApi,
  packages: benchPackages,
  files: benchFiles,
  lookup: benchLookup,
  playlist: benchPlaylist,
  publish: benchPublish,
  content: benchContent,
  sync: benchSync,
  transcode: benchTranscode,
  player: benchPlayer,
  admin: benchAdmin,
}

function printMedians(measured: Record<string, number[]>) {
  for (const [title, seconds] of Object.entries(measured))
    printLine(`${title}: median ${median(seconds).toFixed(1)} s (${seconds.map(value => value.toFixed(1)).join(', ')})`)
}

const [name = '', ...cases] = process.argv.slice(2)
const bench = benches[name]
if (!bench) {
  printLine(`Name a benchmark: ${Object.keys(benches).join(', ')}.`)
  process.exit(1)
}
printLine(`${cpus().length} cores, ${process.platform} ${process.arch}, Node ${process.version}`)
try {
  await bench(cases)
  process.exit(0)
} catch (error) {
  console.error(error instanceof Problem ? error.message : error)
  process.exit(1)
}
