import { setTimeout as sleep } from 'node:timers/promises'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { copiedPercent, secondsLeft } from '@lectern/domain/sync/speed'
import { requestSync } from '@lectern/domain/sync/sync-runs'
import { expect, test } from 'vitest'
import { buildBackEnd } from '../test/back-end.ts'
import { tryWake } from '../wake.ts'

/** The delay of each download, as from a real Dropbox. */
const delayMs = 300

test('a real run of many small files and a large one tells its percentage and the remaining time', async () => {
  const small = Array.from({ length: 1_600 }, (_, number) => [`pages/${number}.txt`, `Page ${number}`.repeat(50)])
  const backEnd = await buildBackEnd({ ...Object.fromEntries(small), 'zoom.bin': Buffer.alloc(24 * 1024 * 1024, 7) })
  backEnd.faults.add([{ target: 'dropbox', operation: 'files/download', times: 5_000, kind: 'delay', delayMs }])
  const { database, pkg } = backEnd
  const { id } = await change(database, systemActor, tx => requestSync(tx, systemActor, pkg.id, false))
  await tryWake(backEnd, { workflow: 'sync', packageId: pkg.id })
  const points: { at: number; percent: number; left: number | null; sinceCopying: number }[] = []
  for (;;) {
    const run = await database.syncRun.findUniqueOrThrow({ where: { id } })
    const now = new Date()
    const isCopied = run.calculated && run.filesDone === run.filesTotal
    if (run.calculated) {
      const sinceCopying = (now.getTime() - run.copyingSince!.getTime()) / 1000
      points.push({ at: now.getTime(), percent: copiedPercent(run), left: secondsLeft(run, now), sinceCopying })
    }
    if (isCopied || run.finishedAt) break
    await sleep(250)
  }
  const percents = points.map(({ percent }) => percent)
  expect(percents).toEqual(percents.toSorted((a, b) => a - b))
  expect(percents.at(-1)).toBe(100)

  const end = points.at(-1)!.at
  const judged = points.filter(({ sinceCopying }) => sinceCopying >= 10)
  expect(judged.length).toBeGreaterThan(10)
  const right = judged.filter(({ at, left }) => {
    const truth = (end - at) / 1000
    // Three seconds more or less do not matter to anyone.
    return left !== null && left + 3 <= 2 * (truth + 3) && truth + 3 <= 2 * (left + 3)
  })
  // Other tests on the same machine make the speed itself jump, which nobody can foresee.
  expect(right.length / judged.length).toBeGreaterThan(0.7)
})
