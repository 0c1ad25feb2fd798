import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createPackage, synchronize } from '../../story/operations.ts'
import type { RunningLectern } from '../../story/running-lectern.ts'

/** How often the run's row is read, in milliseconds. SQL costs the machine a tenth of what the API costs. */
const pollIntervalMs = 20

/** A package by its slug and by the key of its row. */
export type Package = { slug: string; key: string }

/**
 * The measurement of a sync run: seconds from sending the click to the row's `finished_at`, and files per second while
 * it copied. `filesPerSecond` is null with fewer than two progress records.
 */
export type SyncMeasurement = { seconds: number; filesPerSecond: number | null; started: Date }

/** Creates a package from a Dropbox folder. */
export async function addPackage(lectern: RunningLectern, path: string): Promise<Package> {
  const { slug } = (await lectern.execute(createPackage, { path })).createPackage
  const { id } = (await lectern.execute('query($slug: String!) { package(slug: $slug) { id } }', { slug })).package
  return { slug, key: keyIn(id) }
}

/**
 * Synchronizes a package and waits for the end. Checks that the draft has `files` files and that this run copied
 * `expectedCopies` of them. Lectern itself verifies each file by Dropbox's content hash.
 */
export async function measureSynchronize(
  lectern: RunningLectern,
  { slug }: Package,
  files: number,
  expectedCopies = files,
): Promise<SyncMeasurement> {
  const started = new Date()
  const { id } = (await lectern.execute(synchronize, { slug })).synchronizePackage
  const { finished, records } = await pollRun(lectern.sandbox.postgres, keyIn(id))
  const query =
    'query($id: ID!) { syncRun(id: $id) { status error { message } package { draft { settled fileCount } } } }'
  const { syncRun } = await lectern.execute(query, { id })
  const { settled, fileCount } = syncRun.package.draft ?? {}
  const copied = records.at(-1)?.files ?? 0
  if (syncRun.status !== 'SUCCEEDED' || !settled || fileCount !== files || copied !== expectedCopies)
    throw new Error(`Lectern copied ${copied} of ${expectedCopies} files: ${JSON.stringify(syncRun)}`)
  return { seconds: (finished.getTime() - started.getTime()) / 1000, filesPerSecond: rate(records), started }
}

type ProgressRecord = { at: number; files: number }

async function pollRun(url: string, run: string): Promise<{ finished: Date; records: ProgressRecord[] }> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  const records: ProgressRecord[] = []
  try {
    for (;;) {
      const text = 'SELECT files_done AS files, finished_at AS finished FROM sync_run WHERE id = $1'
      const { rows } = await client.query({ name: 'sync-run', text, values: [run] })
      const { files, finished } = rows[0]
      if (files > (records.at(-1)?.files ?? 0)) records.push({ at: performance.now(), files })
      if (finished) return { finished, records }
      await sleep(pollIntervalMs)
    }
  } finally {
    await client.end()
  }
}

/** Returns the files per second from the first record to the last. Files of the first record do not count. */
function rate(records: ProgressRecord[]): number | null {
  const [first, last] = [records[0], records.at(-1)]
  if (!first || !last || first === last) return null
  return ((last.files - first.files) * 1000) / (last.at - first.at)
}

/** Extracts a row's key from a global id, which is `Type:key` in base64url. */
const keyIn = (id: string) => Buffer.from(id, 'base64url').toString().split(':')[1]!
