import {
  below,
  count,
  exactly,
  figureWithoutGoal,
  formatSeconds,
  inSeconds,
  memoryFigure,
  type Result,
} from '../rig/figures.ts'
import { historyEvents } from '../rig/history.ts'
import { type Memory, workerMemory } from '../rig/memory.ts'
import { tunedFlags } from '../rig/rclone.ts'
import { median } from '../rig/seconds.ts'
import type { SideBySide } from '../rig/side-by-side.ts'
import { addPackage, measureSynchronize, type Package, type SyncMeasurement } from '../rig/synchronized.ts'
import { type FileSet, writeFiles } from '../rig/test-files.ts'

const name = 'many'

/** A package with very many files after its first sync run, and the measurements of that run. */
export type FirstRun = { pkg: Package; run: SyncMeasurement; memory: Memory }

/** Creates and synchronizes the package for the first time. The two cases below share this run. */
export async function firstRun(both: SideBySide, files: FileSet): Promise<FirstRun> {
  writeFiles(both.createFolder(name), files)
  await both.waitUntilSettled(name)
  const pkg = await addPackage(both.lectern, `/${name}`)
  const { promise, resolve } = Promise.withResolvers<SyncMeasurement>()
  const memory = await workerMemory(both.lectern, async () =>
    resolve(await measureSynchronize(both.lectern, pkg, files.fileCount)),
  )
  return { pkg, run: await promise, memory }
}

/** Measures the worker's memory and the size of Temporal's history in the first run. */
export async function many(both: SideBySide, { pkg, run, memory }: FirstRun, files: FileSet): Promise<Result> {
  const events = await historyEvents(both.sandbox.temporal, `sync/${pkg.key}`, run.started)
  return {
    figures: [
      memoryFigure([memory]),
      below('history events of the workflow', events, 2000, count, ''),
      figureWithoutGoal('time', inSeconds(run.seconds)),
    ],
    numbers: { ...files, memory, events, lectern: run.seconds, filesPerSecond: run.filesPerSecond },
  }
}

/** Measures repeated runs of the unchanged package: the calls to Dropbox and the time, compared with rclone. */
export async function nothing(both: SideBySide, { pkg }: FirstRun, rounds: number, files: FileSet): Promise<Result> {
  await both.copyWithRclone(name, 'again', tunedFlags)
  const lectern: number[] = []
  const rclone: number[] = []
  let calls: Calls = {}
  let rcloneCalls: Calls = {}
  for (let number = 1; number <= rounds; number++) {
    await both.waitUntilSettled(name)
    calls = await callsDuring(both, async () =>
      lectern.push((await measureSynchronize(both.lectern, pkg, files.fileCount, 0)).seconds),
    )
    rcloneCalls = await callsDuring(both, async () => rclone.push(await both.copyWithRclone(name, 'again')))
  }
  const { 'files/list_folder/continue': continueCalls = 0, 'files/get_metadata': metadataCalls = 0, ...others } = calls
  const otherCalls = Object.entries(others).map(([operation, times]) => `, ${operation}: ${times}`)
  const details = `files/list_folder/continue (and files/get_metadata to find the folder: ${metadataCalls}${otherCalls.join('')})`
  const listing = continueCalls + (others['files/list_folder'] ?? 0)
  return {
    figures: [
      exactly('listing calls', listing, 1, count, details),
      below('time', median(lectern), 1, inSeconds, `(${formatSeconds(lectern)} s)`),
      figureWithoutGoal(
        'rclone’s time',
        `${inSeconds(median(rclone))} (${formatSeconds(rclone)} s; ${sum(rcloneCalls)} calls)`,
      ),
    ],
    numbers: { ...files, calls, rcloneCalls, lectern, rclone },
  }
}

type Calls = Record<string, number>

/** Counts the calls to Dropbox during `work`, by operation. */
async function callsDuring(both: SideBySide, work: () => Promise<unknown>): Promise<Calls> {
  const before: Calls = (await both.lectern.calls()).dropbox
  await work()
  const after: Calls = (await both.lectern.calls()).dropbox
  const counts = Object.entries(after).map(
    ([operation, times]) => [operation, times - (before[operation] ?? 0)] as const,
  )
  return Object.fromEntries(counts.filter(([, times]) => times > 0))
}

const sum = (calls: Calls) => Object.values(calls).reduce((total, times) => total + times, 0)
