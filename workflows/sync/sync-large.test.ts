import { randomBytes } from 'node:crypto'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelSync } from '@lectern/domain/sync/sync-runs'
import { expect, test } from 'vitest'
import { getBuffer } from '../storage/s3.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { tryWake } from '../wake.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const mebi = 1024 ** 2
const large = randomBytes(24 * mebi + 7)
const page = { 'index.html': '<html><head></head></html>' }

async function hasBytes({ database, store, pkg }: BackEnd, path: string, bytes: Buffer): Promise<boolean> {
  const row = await database.draftFile.findFirstOrThrow({ where: { packageId: pkg.id, path, untilRevision: null } })
  return (await getBuffer(store, row.key, row.versionId)).equals(bytes)
}

const calls = ({ faults }: BackEnd, operation: string) => faults.calls.s3?.[operation] ?? 0

test('copies a large file in parts, and counts each part as it arrives', async () => {
  const backEnd = await buildBackEnd({ ...page, 'big.bin': large })
  const run = await backEnd.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesDone: 2, filesTotal: 2 })
  expect(run.bytesDone).toBe(run.bytesTotal)
  expect(calls(backEnd, 'UploadPart')).toBe(4)
  expect(await hasBytes(backEnd, 'big.bin', large)).toBe(true)
  expect(await backEnd.database.upload.count()).toBe(0)
})

test('uploads nothing twice when the reply to CompleteMultipartUpload is lost', async () => {
  const backEnd = await buildBackEnd({ ...page, 'big.bin': large })
  backEnd.faults.add([
    { target: 's3', operation: 'CompleteMultipartUpload', times: 1, kind: 'late-status', status: 500 },
  ])
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(calls(backEnd, 'UploadPart')).toBe(4)
  expect(await hasBytes(backEnd, 'big.bin', large)).toBe(true)
})

test('detects a damaged part by the hash of the whole file, and copies the file again', async () => {
  const backEnd = await buildBackEnd({ ...page, 'big.bin': large })
  backEnd.faults.add([
    { target: 'dropbox', operation: 'files/download', match: 'big.bin', times: 1, kind: 'flip', afterBytes: 1000 },
  ])
  const run = await backEnd.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesDone: 2 })
  expect(run.bytesDone).toBe(run.bytesTotal)
  expect(calls(backEnd, 'AbortMultipartUpload')).toBe(1)
  expect(calls(backEnd, 'UploadPart')).toBe(8)
  expect(await hasBytes(backEnd, 'big.bin', large)).toBe(true)
})

test('keeps the recorded parts of a large file after a canceled run', async () => {
  const backEnd = await buildBackEnd({ ...page, 'big.bin': large })
  backEnd.faults.add([
    {
      target: 'dropbox',
      operation: 'files/download',
      match: 'big.bin',
      times: 1,
      kind: 'stall',
      afterBytes: mebi,
      delayMs: 60_000,
    },
  ])
  const running = backEnd.synchronize()
  const run = await backEnd.until(() =>
    backEnd.database.syncRun.findFirst({ where: { bytesDone: { gte: 16 * mebi } } }),
  )
  await change(backEnd.database, systemActor, tx => cancelSync(tx, run.id))
  await tryWake(backEnd, { workflow: 'sync', packageId: backEnd.pkg.id })
  expect(await running).toMatchObject({ status: 'CANCELED' })
  backEnd.faults.clear()
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(calls(backEnd, 'UploadPart')).toBe(4)
  expect(calls(backEnd, 'CreateMultipartUpload')).toBe(1)
  expect(await hasBytes(backEnd, 'big.bin', large)).toBe(true)
})

test('copies the final bytes of a large file that is saved again while it is being copied', async () => {
  const backEnd = await buildBackEnd({ ...page, 'big.bin': large })
  backEnd.faults.add([{ target: 'dropbox', operation: 'files/download', match: 'big.bin', times: 1, kind: 'change' }])
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(await hasBytes(backEnd, 'big.bin', await backEnd.readSource('big.bin'))).toBe(true)
})
