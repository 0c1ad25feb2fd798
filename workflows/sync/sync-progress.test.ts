import { setTimeout as sleep } from 'node:timers/promises'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { copiedPercent, secondsLeft } from '@lectern/domain/sync/speed'
import { requestSync } from '@lectern/domain/sync/sync-runs'
import { expect, test } from 'vitest'
import { buildBackEnd } from '../test/back-end.ts'
import { tryWake } from '../wake.ts'

/** The delay of each download: long, so that few files make a run that lasts. */
const delayMs = 1_000

test('a real run copies a large file beside many small ones, and tells its percentage and the remaining time', async () => {
  const small = Array.from({ length: 480 }, (_, number) => [`pages/${number}.txt`, `Page ${number}`.repeat(50)])
  const backEnd = await buildBackEnd({ ...Object.fromEntries(small), 'zoom.bin': Buffer.alloc(24 * 1024 * 1024, 7) })
  backEnd.faults.add([{ target: 'dropbox', operation: 'files/download', times: 1_000, kind: 'delay', delayMs }])
  const { database, pkg } = backEnd
  const { id } = await change(database, systemActor, tx => requestSync(tx, systemActor, pkg.id, false))
  await tryWake(backEnd, { workflow: 'sync', packageId: pkg.id })
  let filesBeforeLarge: number | null = null
  const points: { percent: number; left: number | null; sinceCopying: number }[] = []
  for (;;) {
    const run = await database.syncRun.findUniqueOrThrow({ where: { id } })
    const now = new Date()
    if (run.bytesDone >= 8 * 1024 * 1024) filesBeforeLarge ??= run.filesDone
    const isCopied = run.calculated && run.filesDone === run.filesTotal
    if (run.calculated) {
      const sinceCopying = (now.getTime() - run.copyingSince!.getTime()) / 1000
      points.push({ percent: copiedPercent(run), left: secondsLeft(run, now), sinceCopying })
    }
    if (isCopied || run.finishedAt) break
    await sleep(250)
  }
  const percents = points.map(({ percent }) => percent)
  expect(percents).toEqual(percents.toSorted((a, b) => a - b))
  expect(percents.at(-1)).toBe(100)
  expect(filesBeforeLarge).toBeLessThan(small.length / 2)

  // How good the time is, simulated copies tell: here, other tests on the same machine make the speed itself jump.
  const judged = points.filter(({ sinceCopying, percent }) => sinceCopying >= 10 && percent < 100)
  expect(judged.length).toBeGreaterThan(10)
  expect(judged.filter(({ left }) => left === null)).toEqual([])
})
