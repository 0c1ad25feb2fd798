import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from '../../../sandbox/checks/test-database.ts'
import { systemActor } from '../../audit/actor.ts'
import { change } from '../../audit/change.ts'
import { type Database, openDatabase } from '../../database.ts'
import { advancePublications } from '../../publish/publication-steps.ts'
import { requestPublication } from '../../publish/publications.ts'
import { buildEncoding, buildEnvironment } from '../../test/factories.ts'
import {
  advanceTranscodeById,
  buildPackageWithVideos,
  dollarMicros,
  encodingOf,
  encodingSettings,
  endNewestAttempt,
  limitBudget,
  videoStatuses,
} from '../../test/transcodes.ts'
import { releaseBudgetHold } from '../transcode-controls.ts'
import { setAttemptEstimate } from './budget.ts'
import { spending } from './spending.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 4)
})
afterAll(() => database.$disconnect())

const limitTo = (dollars: number | null) => limitBudget(database, dollars)
const statusOf = async (id: string) => (await database.transcode.findUniqueOrThrow({ where: { id } })).status
const isPaused = async (hash: string) => (await encodingOf(database, hash)).attempts.at(-1)!.pausedAt !== null

beforeEach(async () => {
  await database.encoding.deleteMany()
  await limitTo(null)
})

test('pauses all videos and records one event if they exceed the monthly budget', async () => {
  await limitTo(2)
  const { packageId, transcode, hashes } = await buildPackageWithVideos(database, {
    'a.mp4': null,
    'b.mp4': null,
    'c.mp4': null,
  })
  await advanceTranscodeById(database, transcode.id)
  expect(await statusOf(transcode.id)).toBe('WAITING_FOR_BUDGET')
  for (const hash of Object.values(hashes)) expect(await isPaused(hash)).toBe(true)
  expect(await advanceTranscodeById(database, transcode.id)).toEqual({ finished: false, encodings: [] })
  const events = await database.auditEvent.findMany({ where: { packageId, action: 'package.transcodePaused' } })
  expect(events.map(({ after }) => after)).toEqual([{ jobs: 3, estimateMicros: 3_000_000 }])
  expect(await spending(database, { currency: 'USD', timeZone: 'UTC' })).toMatchObject({
    costMicros: 0n,
    reservedMicros: 0n,
  })
})

test('does not pause videos that cost exactly the budget', async () => {
  await limitTo(2)
  const { transcode } = await buildPackageWithVideos(database, { 'a.mp4': null, 'b.mp4': null })
  await advanceTranscodeById(database, transcode.id)
  expect(await statusOf(transcode.id)).toBe('RUNNING')
  expect(await spending(database, { currency: 'USD', timeZone: 'UTC' })).toMatchObject({
    reservedMicros: 2n * dollarMicros,
  })
})

test('resumes a paused transcode and records who approved it', async () => {
  await limitTo(0)
  const { packageId, transcode, hashes } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await advanceTranscodeById(database, transcode.id)
  const anna = { actor: { kind: 'USER' as const, name: 'Anna', userId: 'anna' } }
  const { encodings } = await change(database, anna, tx => releaseBudgetHold(tx, anna, transcode.id))
  expect(encodings.map(({ contentHash }) => contentHash)).toEqual([hashes['a.mp4']])
  expect([await statusOf(transcode.id), await isPaused(hashes['a.mp4']!)]).toEqual(['RUNNING', false])
  const event = await database.auditEvent.findFirstOrThrow({
    where: { packageId, action: 'package.budgetHoldReleased' },
  })
  expect(event.actor).toMatchObject({ name: 'Anna' })
  await expect(change(database, anna, tx => releaseBudgetHold(tx, anna, transcode.id))).rejects.toThrow('No video of')
})

test('resumes paused videos when the limit is raised, and returns the packages to wake', async () => {
  await limitTo(0)
  const { packageId, transcode, hashes } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await advanceTranscodeById(database, transcode.id)
  expect(await limitTo(5)).toEqual({ pausedPackageIds: expect.arrayContaining([packageId]) })
  expect((await advanceTranscodeById(database, transcode.id)).encodings).toHaveLength(1)
  expect([await statusOf(transcode.id), await isPaused(hashes['a.mp4']!)]).toEqual(['RUNNING', false])
})

test('pauses one of two packages that request encodings at the same time when only one fits', async () => {
  await limitTo(1)
  const packages = await Promise.all([1, 2].map(() => buildPackageWithVideos(database, { 'a.mp4': null })))
  await Promise.all(packages.map(({ transcode }) => advanceTranscodeById(database, transcode.id)))
  const found = await Promise.all(packages.map(({ transcode }) => statusOf(transcode.id)))
  expect(found.sort()).toEqual(['RUNNING', 'WAITING_FOR_BUDGET'])
})

test('charges a shared encoding once and a reused one nothing', async () => {
  await limitTo(1)
  const first = await buildPackageWithVideos(database, { 'a.mp4': null })
  await advanceTranscodeById(database, first.transcode.id)
  await endNewestAttempt(database, first.hashes['a.mp4']!)
  const second = await buildPackageWithVideos(database, { 'b.mp4': first.hashes['a.mp4']! })
  expect(await advanceTranscodeById(database, second.transcode.id)).toMatchObject({ finished: true })
  expect(await spending(database, { currency: 'USD', timeZone: 'UTC' })).toMatchObject({
    costMicros: dollarMicros,
    reservedMicros: 0n,
  })
})

test('pauses the encodings of a publication too, and resumes them with those of the transcode', async () => {
  const { packageId, transcode, hashes } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await database.transcode.update({ where: { id: transcode.id }, data: { status: 'CANCELED', finishedAt: new Date() } })
  await limitTo(0)
  const environment = await buildEnvironment(database)
  await change(database, systemActor, tx =>
    requestPublication(tx, systemActor, { packageId, environment }, encodingSettings.profile),
  )
  await change(database, systemActor, tx => advancePublications(tx, packageId, encodingSettings))
  expect(await isPaused(hashes['a.mp4']!)).toBe(true)
  expect(await videoStatuses(database, packageId)).toEqual({ 'a.mp4': 'QUEUED' })
  await change(database, systemActor, tx => releaseBudgetHold(tx, systemActor, transcode.id))
  expect(await isPaused(hashes['a.mp4']!)).toBe(false)
})

test('pauses an attempt without an estimate as soon as its estimate is known and does not fit', async () => {
  await limitTo(0)
  const { transcode, hashes } = await buildPackageWithVideos(database, { 'a.mp4': null })
  await advanceTranscodeById(database, transcode.id)
  const withoutEstimate = { estimateMicros: null, currency: null, pausedAt: null }
  await database.attempt.updateMany({ data: withoutEstimate })
  const { attempts } = await encodingOf(database, hashes['a.mp4']!)
  const estimate = { seconds: 60, amountMicros: dollarMicros, currency: 'USD' }
  const withEstimate = await change(database, systemActor, tx =>
    setAttemptEstimate(tx, attempts[0]!, estimate, encodingSettings),
  )
  expect(withEstimate).toMatchObject({ estimateMicros: dollarMicros, pausedAt: expect.any(Date) })
})

test('counts a job in the month in which it ended, in the configured time zone', async () => {
  const finishedAt = new Date('2026-03-31T22:30:00Z')
  await buildEncoding(database, { status: 'READY' }, { finishedAt, costMicros: 7n * dollarMicros, currency: 'USD' })
  const spent = async (day: string, timeZone: string) =>
    (await spending(database, { currency: 'USD', timeZone, day })).costMicros
  expect(await spent('2026-03-15', 'UTC')).toBe(7n * dollarMicros)
  expect(await spent('2026-04-30', 'UTC')).toBe(0n)
  expect(await spent('2026-03-31', 'Europe/Berlin')).toBe(0n)
  expect(await spent('2026-04-01', 'Europe/Berlin')).toBe(7n * dollarMicros)
})
