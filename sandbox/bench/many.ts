import { type Files, writeFiles } from './contents.ts'
import { below, beside, count, each, exactly, inSeconds, memoryFigure, type Result } from './figures.ts'
import { historyEvents } from './history.ts'
import { type Memory, workerMemory } from './memory.ts'
import { tuned } from './rclone.ts'
import { median } from './seconds.ts'
import type { SideBySide } from './side-by-side.ts'
import { addPackage, type Package, type Synchronised, synchronise } from './synchronised.ts'

const name = 'many'

/** A package of very many files that was just synchronised, and how that went. */
export type Many = { pkg: Package; run: Synchronised; memory: Memory }

/** Synchronises the files for the first time, once: the two cases below share it. */
export async function firstRun(both: SideBySide, files: Files): Promise<Many> {
  writeFiles(both.folder(name), files)
  await both.settle(name)
  const pkg = await addPackage(both.lectern, `/${name}`)
  const { promise, resolve } = Promise.withResolvers<Synchronised>()
  const memory = await workerMemory(both.lectern, async () =>
    resolve(await synchronise(both.lectern, pkg, files.files)),
  )
  return { pkg, run: await promise, memory }
}

/** What that first run took of memory, and of Temporal's history. */
export async function many(both: SideBySide, { pkg, run, memory }: Many, files: Files): Promise<Result> {
  const events = await historyEvents(both.box.temporal, `sync/${pkg.key}`, run.started)
  return {
    figures: [
      memoryFigure([memory]),
      below('events of its history', events, 2000, count, ''),
      beside('time', inSeconds(run.seconds)),
    ],
    numbers: { ...files, memory, events, lectern: run.seconds, filesPerSecond: run.filesPerSecond },
  }
}

/** The same package again and again, with nothing changed: the calls to Dropbox and the time, beside rclone's. */
export async function nothing(both: SideBySide, { pkg }: Many, rounds: number, files: Files): Promise<Result> {
  await both.byRclone(name, 'again', tuned)
  const lectern: number[] = []
  const rclone: number[] = []
  let calls: Calls = {}
  let theirs: Calls = {}
  for (let number = 1; number <= rounds; number++) {
    await both.settle(name)
    calls = await callsDuring(both, async () =>
      lectern.push((await synchronise(both.lectern, pkg, files.files, 0)).seconds),
    )
    theirs = await callsDuring(both, async () => rclone.push(await both.byRclone(name, 'again')))
  }
  const { 'files/list_folder/continue': continued = 0, 'files/get_metadata': looked = 0, ...others } = calls
  const more = Object.entries(others).map(([operation, times]) => `, ${operation}: ${times}`)
  const found = `files/list_folder/continue (and files/get_metadata to find the folder: ${looked}${more.join('')})`
  const listing = continued + (others['files/list_folder'] ?? 0)
  return {
    figures: [
      exactly('calls that list', listing, 1, count, found),
      below('time', median(lectern), 1, inSeconds, `(${each(lectern)} s)`),
      beside('rclone’s time', `${inSeconds(median(rclone))} (${each(rclone)} s; ${sum(theirs)} calls)`),
    ],
    numbers: { ...files, calls, rcloneCalls: theirs, lectern, rclone },
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
