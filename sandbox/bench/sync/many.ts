import { type FileSet, writeFiles } from '../rig/test-files.ts'
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

const name = 'many'

/** A package of very many files that was just synchronised, and how that went. */
export type FirstRun = { pkg: Package; run: SyncMeasurement; memory: Memory }

/** Synchronises the files for the first time, once: the two cases below share it. */
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

/** What that first run took of memory, and of Temporal's history. */
export async function many(both: SideBySide, { pkg, run, memory }: FirstRun, files: FileSet): Promise<Result> {
  const events = await historyEvents(both.sandbox.temporal, `sync/${pkg.key}`, run.started)
  return {
    figures: [
      memoryFigure([memory]),
      below('events of its history', events, 2000, count, ''),
      figureWithoutGoal('time', inSeconds(run.seconds)),
    ],
    numbers: { ...files, memory, events, lectern: run.seconds, filesPerSecond: run.filesPerSecond },
  }
}

/** The same package again and again, with nothing changed: the calls to Dropbox and the time, beside rclone's. */
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
  const more = Object.entries(others).map(([operation, times]) => `, ${operation}: ${times}`)
  const found = `files/list_folder/continue (and files/get_metadata to find the folder: ${metadataCalls}${more.join('')})`
  const listing = continueCalls + (others['files/list_folder'] ?? 0)
  return {
    figures: [
      exactly('calls that list', listing, 1, count, found),
      below('time', median(lectern), 1, inSeconds, `(${formatSeconds(lectern)} s)`),
      figureWithoutGoal(
        'rclone’s time',
        `${inSeconds(median(rclone))} (${formatSeconds(rclone)} s; ${sum(rcloneCalls)} calls)`,
      ),
    ],
    numbers: { ...files, calls, rcloneCalls: rcloneCalls, lectern, rclone },
  }
}

type Calls = Record<string, number>

/** The calls to Dropbox by their operations. */
async function callsDuring(both: SideBySide, work: () => Promise<unknown>): Promise<Calls> {
  const before: Calls = (await both.lectern.calls()).dropbox
  await work()
  const after: Calls = (await both.lectern.calls()).dropbox
  const made = Object.entries(after).map(([operation, times]) => [operation, times - (before[operation] ?? 0)] as const)
  return Object.fromEntries(made.filter(([, times]) => times > 0))
}

const sum = (calls: Calls) => Object.values(calls).reduce((total, times) => total + times, 0)
