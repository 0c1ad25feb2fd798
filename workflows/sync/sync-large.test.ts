import { randomBytes } from 'node:crypto'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelSync } from '@lectern/domain/sync/sync-runs'
import { expect, test } from 'vitest'
import { wake } from '../wake.ts'
import { getBuffer } from '../storage/s3.ts'
import { buildBackEnd } from '../test/back-end.ts'

type World = Awaited<ReturnType<typeof buildBackEnd>>

const mebi = 1024 ** 2
const large = randomBytes(40 * mebi + 7)
const page = { 'index.html': '<html><head></head></html>' }

async function isWhole({ database, store, pkg }: World, path: string, bytes: Buffer): Promise<boolean> {
  const row = await database.draftFile.findFirstOrThrow({ where: { packageId: pkg.id, path, untilRevision: null } })
  return (await getBuffer(store, row.key, row.versionId)).equals(bytes)
}

const calls = ({ faults }: World, operation: string) => faults.calls.s3?.[operation] ?? 0

test('a large file is copied by parts, which count as they come', async () => {
  const world = await buildBackEnd({ ...page, 'big.bin': large })
  const run = await world.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesDone: 2, filesTotal: 2 })
  expect(run.bytesDone).toBe(run.bytesTotal)
  expect(calls(world, 'UploadPart')).toBe(6)
  expect(await isWhole(world, 'big.bin', large)).toBe(true)
  expect(await world.database.upload.count()).toBe(0)
})

test('a reply of CompleteMultipartUpload that is lost makes nothing twice', async () => {
  const world = await buildBackEnd({ ...page, 'big.bin': large })
  world.faults.add([{ target: 's3', operation: 'CompleteMultipartUpload', times: 1, kind: 'late-status', status: 500 }])
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(calls(world, 'UploadPart')).toBe(6)
  expect(await isWhole(world, 'big.bin', large)).toBe(true)
})

test('a part that arrives damaged is noticed by the hash of the whole, and the file is copied anew', async () => {
  const world = await buildBackEnd({ ...page, 'big.bin': large })
  world.faults.add([
    { target: 'dropbox', operation: 'files/download', match: 'big.bin', times: 1, kind: 'flip', afterBytes: 1000 },
  ])
  const run = await world.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesDone: 2 })
  expect(run.bytesDone).toBe(run.bytesTotal)
  expect(calls(world, 'AbortMultipartUpload')).toBe(1)
  expect(calls(world, 'UploadPart')).toBe(12)
  expect(await isWhole(world, 'big.bin', large)).toBe(true)
})

test('what is recorded of a large file is kept over a canceled run', async () => {
  const world = await buildBackEnd({ ...page, 'big.bin': large })
  world.faults.add([
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
  const running = world.synchronize()
  const run = await world.until(() => world.database.syncRun.findFirst({ where: { bytesDone: { gte: 30 * mebi } } }))
  await change(world.database, systemActor, tx => cancelSync(tx, run.id))
  await wake(world, { workflow: 'sync', packageId: world.pkg.id })
  expect(await running).toMatchObject({ status: 'CANCELED' })
  world.faults.clear()
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(calls(world, 'UploadPart')).toBe(6)
  expect(calls(world, 'CreateMultipartUpload')).toBe(1)
  expect(await isWhole(world, 'big.bin', large)).toBe(true)
})

test('a large file that is saved again while it is copied comes as it is in the end', async () => {
  const world = await buildBackEnd({ ...page, 'big.bin': large })
  world.faults.add([{ target: 'dropbox', operation: 'files/download', match: 'big.bin', times: 1, kind: 'change' }])
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(await isWhole(world, 'big.bin', await world.readSource('big.bin'))).toBe(true)
})
