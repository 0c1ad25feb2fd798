import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { withProgress } from '../machine/progress.ts'
import { measureBareS3 } from './rig/bare-s3.ts'
import { atLeast, atMost, type Figure, formatSeconds, ratio } from './rig/figures.ts'
import { readMachine } from './rig/machine.ts'
import { recordFigures } from './rig/record-figures.ts'
import { median } from './rig/seconds.ts'
import { SideBySide } from './rig/side-by-side.ts'
import { measureSynchronize, type Package } from './rig/synchronized.ts'
import { type FileSet, writeFiles } from './rig/test-files.ts'

/** The files of the package. The goals apply to this size. */
const files: FileSet = { fileCount: 10_000, bytesPerFile: 10 * 1024, folderCount: 100 }
const rounds = 3
const moveCount = 200
/** The concurrency of Lectern, rclone, and the bare loop. */
const concurrency = 32
const flags = `--transfers ${concurrency} --checkers ${concurrency}`.split(' ')
const formatMs = (value: number) => `${value.toFixed(0)} ms`

const about = {
  title: 'publish',
  intro: `Lectern publishes ${files.fileCount.toLocaleString('en')} files of ${files.bytesPerFile / 1024} KB repeatedly.
rclone copies the same files inside the same S3 (\`${flags.join(' ')}\`), and a separate process copies them with
CopyObject, ${concurrency} at a time. They take turns in one run, after a first publication that does not count. Lectern's
time is from sending the click to the row's \`finished_at\`, including the listing that verifies the copy. Its copies per
second are measured from the first progress record to the last. Pointer: from sending \`deployRelease\` to its response.`,
}

/** Runs `npm run bench -- publish`: prints the rows and writes them into BENCHMARKS.md. */
export async function benchPublish(): Promise<void> {
  const machine = await readMachine()
  await SideBySide.use(async both => {
    writeFiles(both.createFolder('publish'), files)
    await both.waitUntilSettled('publish')
    const { pkg } = await withProgress('Synchronizing', () => both.syncWithLectern('publish', files.fileCount))
    const copy = await withProgress('Copying', () => measureCopies(both, pkg))
    const pointer = await withProgress('Deploying', () => measurePointerMoves(both, pkg))
    recordFigures(about, ['copy', 'pointer'], machine, { copy, pointer })
  })
}

async function measureCopies(both: SideBySide, pkg: Package): Promise<Figure[]> {
  const [lectern, rclone, speeds, bare]: number[][] = [[], [], [], []]
  await publish(both, pkg)
  for (let round = 1; round <= rounds; round++) {
    await changeOneFile(both, pkg, round)
    const ours = await publish(both, pkg)
    lectern!.push(ours.seconds)
    speeds!.push(ours.copiesPerSecond)
    rclone!.push(await both.rclone.copyWithinBucket('draft/publish', `rclone/${round}`, flags))
    const load = { kind: 'copies', from: 'draft/publish/', concurrency } as const
    bare!.push(files.fileCount / (await measureBareS3(both.sandbox, `bare/${round}`, load)))
  }
  const formatRounded = (values: number[]) => values.map(Math.round).join(', ')
  const times = `(${formatSeconds(lectern!)} s; rclone ${formatSeconds(rclone!)} s)`
  const rates = `(${formatRounded(speeds!)} copies/s; S3 ${formatRounded(bare!)} copies/s)`
  return [
    atMost('time relative to rclone’s copy inside S3', median(lectern!) / median(rclone!), 1, ratio, times),
    atLeast('copies/s relative to a bare loop on this S3', median(speeds!) / median(bare!), 0.8, ratio, rates),
  ]
}

/** Changes a file and synchronizes, because a draft that production already shows is not published again. */
async function changeOneFile(both: SideBySide, pkg: Package, round: number): Promise<void> {
  writeFileSync(join(both.lectern.dropboxFolder, 'publish', 'round.txt'), `Round ${round}`)
  await both.waitUntilSettled('publish')
  await measureSynchronize(both.lectern, pkg, files.fileCount + 1, 1)
}

/**
 * Publishes the draft. Returns the seconds from sending the click to the row's `finished_at`, and the copies per second
 * from the first progress record to the last.
 */
async function publish({ lectern }: SideBySide, { slug, key }: Package) {
  const client = new pg.Client(lectern.sandbox.postgres)
  client.on('error', () => {})
  await client.connect()
  try {
    const startedAt = Date.now()
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
      const { rows } = await client.query({ name: 'publication', text, values: [key] })
      const { status, files: filesDone, finished } = rows[0]
      if (filesDone > (records.at(-1)?.files ?? 0)) records.push({ at: performance.now(), files: filesDone })
      if (!finished) await sleep(20)
      else if (status !== 'SUCCEEDED') throw new Error(`The publication ended with status ${status}`)
      else {
        const [first, last] = [records[0]!, records.at(-1)!]
        const copiesPerSecond = ((last.files - first.files) * 1000) / (last.at - first.at)
        return { seconds: (finished.getTime() - startedAt) / 1000, copiesPerSecond }
      }
    }
  } finally {
    await client.end()
  }
}

/** Deploys release 2 and release 1 in turn. Measures milliseconds from sending the click to its response. */
async function measurePointerMoves({ lectern }: SideBySide, { slug }: Package): Promise<Figure[]> {
  const deploy = async (release: number) => {
    const startedAt = performance.now()
    await lectern.execute(
      'mutation ($slug: String!, $release: Int!) { deployRelease(package: $slug, release: $release, environment: "production") { id } }',
      { slug, release },
    )
    return performance.now() - startedAt
  }
  for (let round = 0; round < 20; round++) await deploy(1 + (round % 2))
  const [forward, back]: number[][] = [[], []]
  for (let round = 0; round < moveCount; round++) {
    forward!.push(await deploy(2))
    back!.push(await deploy(1))
  }
  const figure = (label: string, durationsMs: number[]) => {
    const [p50, p99] = [0.5, 0.99].map(
      quantile => durationsMs.toSorted((a, b) => a - b)[Math.floor(durationsMs.length * quantile)]!,
    )
    return atMost(`${label}, p99`, p99!, 100, formatMs, `(p50 ${formatMs(p50!)}, ${moveCount} times)`)
  }
  return [figure('deploying the newer release', forward!), figure('rolling back', back!)]
}
