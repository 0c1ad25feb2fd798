import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { root } from '../machine/command.ts'
import { printLine, withProgress } from '../machine/progress.ts'
import { measureBareS3 } from './rig/bare-s3.ts'
import { type FileSet, writeFiles } from './rig/test-files.ts'
import { atLeast, atMost, type Figure, formatSeconds, ratio } from './rig/figures.ts'
import { describeMachine, readMachine } from './rig/machine.ts'
import { median } from './rig/seconds.ts'
import { rowsOf, updateSection } from './rig/section.ts'
import { SideBySide } from './rig/side-by-side.ts'
import type { Package } from './rig/synchronized.ts'

/** What the goals are about. */
const files: FileSet = { fileCount: 10_000, bytesPerFile: 10 * 1024, folderCount: 100 }
const rounds = 3
const moveCount = 200
/** As many at once as Lectern and the bare loop have. */
const concurrency = 32
const flags = `--transfers ${concurrency} --checkers ${concurrency}`.split(' ')
const formatMs = (value: number) => `${value.toFixed(0)} ms`

const about = {
  title: 'publish',
  intro: `${files.fileCount.toLocaleString('en')} files of ${files.bytesPerFile / 1024} KB are published again and again, rclone copies the same files inside the same S3 (\`${flags.join(' ')}\`), and a process
of its own copies them by CopyObject, ${concurrency} at once: in turn, in one run, after a first publication that does not count. Lectern's time goes from sending the
click to the row's \`finished_at\`, the listing that proves the copy included; its copies a second from the first record to the last. Pointer: from
sending \`deployRelease\` to its answer.`,
}

/** `npm run bench -- publish`: prints the rows and writes them into BENCHMARKS.md. */
export async function benchPublish(): Promise<void> {
  const machine = await readMachine()
  await SideBySide.use(async both => {
    writeFiles(both.createFolder('publish'), files)
    await both.waitUntilSettled('publish')
    const { pkg } = await withProgress('synchronising', () => both.syncWithLectern('publish', files.fileCount))
    const copying = await withProgress('copying', () => copies(both, pkg))
    const moving = await withProgress('moving', () => pointers(both, pkg))
    const date = new Date().toISOString().slice(0, 10)
    const rows = { copy: rowsOf(date, 'copy', copying), pointer: rowsOf(date, 'pointer', moving) }
    const file = join(root, 'BENCHMARKS.md')
    const run = { date, machine: describeMachine(machine), rows }
    writeFileSync(file, updateSection(readFileSync(file, 'utf8'), ['copy', 'pointer'], run, about))
    printLine([...rows.copy, ...rows.pointer].join('\n'))
  })
}

async function copies(both: SideBySide, pkg: Package): Promise<Figure[]> {
  const [lectern, rclone, speeds, bare]: number[][] = [[], [], [], []]
  await publish(both, pkg)
  for (let round = 1; round <= rounds; round++) {
    const ours = await publish(both, pkg)
    lectern!.push(ours.seconds)
    speeds!.push(ours.copiesPerSecond)
    rclone!.push(await both.rclone.copyWithinBucket('draft/publish', `rclone/${round}`, flags))
    const load = { kind: 'copies', from: 'draft/publish/', concurrency: concurrency } as const
    bare!.push(files.fileCount / (await measureBareS3(both.sandbox, `bare/${round}`, load)))
  }
  const whole = (values: number[]) => values.map(Math.round).join(', ')
  const times = `(${formatSeconds(lectern!)} s; rclone ${formatSeconds(rclone!)} s)`
  const rates = `(${whole(speeds!)} copies/s; S3 ${whole(bare!)} copies/s)`
  return [
    atMost('time to rclone’s copy inside S3', median(lectern!) / median(rclone!), 1, ratio, times),
    atLeast('copies/s to this S3’s from a bare loop', median(speeds!) / median(bare!), 0.8, ratio, rates),
  ]
}

/** Publishes the draft. Seconds from sending the click to the row's `finished_at`; copies a second from the first record to the last. */
async function publish({ lectern }: SideBySide, { slug, key }: Package) {
  const client = new pg.Client(lectern.sandbox.postgres)
  client.on('error', () => {})
  await client.connect()
  try {
    const started = Date.now()
    await lectern.execute(
      'mutation ($slug: String!) { publishPackage(slug: $slug, environment: "production") { id } }',
      {
        slug,
      },
    )
    const text = `SELECT status, files_done AS files, finished_at AS finished FROM publication
      WHERE package_id = $1 ORDER BY started_at DESC LIMIT 1`
    const records: { at: number; files: number }[] = []
    for (;;) {
      const { rows } = await client.query({ name: 'look', text, values: [key] })
      const { status, files: done, finished } = rows[0]
      if (done > (records.at(-1)?.files ?? 0)) records.push({ at: performance.now(), files: done })
      if (!finished) await sleep(20)
      else if (status !== 'SUCCEEDED') throw new Error(`The publication ended ${status}`)
      else {
        const [first, last] = [records[0]!, records.at(-1)!]
        const copiesPerSecond = ((last.files - first.files) * 1000) / (last.at - first.at)
        return { seconds: (finished.getTime() - started) / 1000, copiesPerSecond }
      }
    }
  } finally {
    await client.end()
  }
}

/** Moves the pointer on and back again; milliseconds from sending the click to its answer. */
async function pointers({ lectern }: SideBySide, { slug }: Package): Promise<Figure[]> {
  const move = async (release: number) => {
    const since = performance.now()
    await lectern.execute(
      'mutation ($slug: String!, $release: Int!) { deployRelease(package: $slug, release: $release, environment: "production") { id } }',
      { slug, release },
    )
    return performance.now() - since
  }
  for (let time = 0; time < 20; time++) await move(1 + (time % 2))
  const [on, back]: number[][] = [[], []]
  for (let time = 0; time < moveCount; time++) {
    on!.push(await move(2))
    back!.push(await move(1))
  }
  const figure = (what: string, durationsMs: number[]) => {
    const [p50, p99] = [0.5, 0.99].map(
      quantile => durationsMs.toSorted((a, b) => a - b)[Math.floor(durationsMs.length * quantile)]!,
    )
    return atMost(`${what}, p99`, p99!, 100, formatMs, `(p50 ${formatMs(p50!)}, ${moveCount} times)`)
  }
  return [figure('pointer moved to the newer release', on!), figure('rolled back', back!)]
}
