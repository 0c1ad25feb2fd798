import { generateKeyPairSync } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { writeAuditRows } from '../../sandbox/services/audit-rows.ts'
import { withClient } from '../../sandbox/services/postgres.ts'
import { openDatabase } from '../database.ts'
import { harry } from '../test/factories.ts'
import { change } from './change.ts'
import { dropExpiredEvents, makePartitions } from './partitions.ts'
import { readSigningKey, signCheckpoint } from './signed-checkpoints.ts'
import { verifyLog } from './verify-log.ts'

const monthMs = 30 * 86_400_000
const signingKey = readSigningKey(
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
)

/** A log of 60 events over 20 months, and three of now. */
async function openLog() {
  const { ownerUrl, appUrl } = await createTestDatabase()
  const from = new Date(Date.now() - 20 * monthMs)
  await writeAuditRows(ownerUrl, { count: 60, from, to: new Date(), isChained: true })
  const database = openDatabase(appUrl, 2)
  onTestFinished(() => database.$disconnect())
  const record = (summary: string) =>
    change(database, { actor: harry, ip: '::1', requestId: 'r' }, async () => ({
      result: null,
      events: [
        { action: 'user.created', subjectType: 'User', subjectId: 'x', summary, before: { a: null }, after: [1.5] },
      ],
    }))
  for (const summary of ['one', 'two', 'three']) await record(summary)
  const asOwner = <Row>(sql: string, values: unknown[] = []) =>
    withClient(ownerUrl, async client => (await client.query(sql, values)).rows as Row[])
  return { database, asOwner, record }
}

const partitionsSql = `SELECT relname AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
  WHERE inhparent = 'audit_event'::regclass ORDER BY relname`

test('an untouched log is verified from its first event to its last', async () => {
  const { database, record } = await openLog()
  expect(await verifyLog(database)).toEqual({ events: 63, from: 1n, to: 63n, problem: null })
  await signCheckpoint(database, signingKey)
  await record('four')
  expect(await verifyLog(database)).toEqual({ events: 64, from: 1n, to: 64n, problem: null })
})

const copyOf = (sequence: number, columns: Record<string, string>) => {
  const names =
    `sequence, at, action, actor, subject_type, subject_id, summary, before, after, previous_hash, hash`.split(', ')
  return `INSERT INTO audit_event (${names.join(', ')})
    SELECT ${names.map(name => columns[name] ?? name).join(', ')} FROM audit_event WHERE sequence = ${sequence}`
}

/** Gives an event a hash that fits its content, as somebody who knows how hashes are made. */
const rehash = (sequence: number) => `UPDATE audit_event SET
  hash = sha256(previous_hash || convert_to(audit_json(audit_event)::text, 'UTF8')) WHERE sequence = ${sequence}`

test.each([
  {
    what: 'a changed summary',
    sql: [`UPDATE audit_event SET summary = 'nothing' WHERE sequence = 30`],
    code: 'EVENT_CHANGED',
    path: '30',
  },
  {
    what: 'a changed person',
    sql: [`UPDATE audit_event SET actor = '{}' WHERE sequence = 1`],
    code: 'EVENT_CHANGED',
    path: '1',
  },
  {
    what: 'a changed environment of the last event',
    sql: ['UPDATE audit_event SET environment_id = gen_random_uuid() WHERE sequence = 63'],
    code: 'EVENT_CHANGED',
    path: '63',
  },
  {
    what: 'a removed address',
    sql: ['UPDATE audit_event SET ip = NULL WHERE sequence = 62'],
    code: 'EVENT_CHANGED',
    path: '62',
  },
  {
    what: 'an event in another month',
    sql: [`UPDATE audit_event SET at = at + interval '40 days' WHERE sequence = 10`],
    code: 'EVENT_CHANGED',
    path: '10',
  },
  {
    what: 'a rewritten event with a new hash',
    sql: [`UPDATE audit_event SET summary = 'nothing' WHERE sequence = 30`, rehash(30)],
    code: 'EVENT_CHANGED',
    path: '30',
  },
  {
    what: 'a rewritten last event with a new hash',
    sql: [`UPDATE audit_event SET summary = 'nothing' WHERE sequence = 63`, rehash(63)],
    code: 'EVENT_CHANGED',
    path: '63',
  },
  { what: 'a deleted event', sql: ['DELETE FROM audit_event WHERE sequence = 30'], code: 'EVENT_MISSING', path: '30' },
  {
    what: 'deleted first events',
    sql: ['DELETE FROM audit_event WHERE sequence < 4'],
    code: 'EVENT_MISSING',
    path: '1',
  },
  {
    what: 'deleted last events',
    sql: ['DELETE FROM audit_event WHERE sequence > 60'],
    code: 'EVENT_MISSING',
    path: '61',
  },
  {
    what: 'an added event with a number of its own',
    sql: [copyOf(20, { sequence: '64', previous_hash: '(SELECT hash FROM audit_head)' }), rehash(64)],
    code: 'EVENT_ADDED',
    path: '64',
  },
  {
    what: 'an added event with the number of another',
    sql: [copyOf(20, { at: `at + interval '1 day'`, summary: `'new'` })],
    code: 'EVENT_ADDED',
    path: '20',
  },
  {
    what: 'an event that was moved to the end',
    sql: ['UPDATE audit_event SET sequence = 1000 WHERE sequence = 30'],
    code: 'EVENT_MOVED',
    path: '30',
  },
  {
    what: 'two events that changed places',
    sql: [
      'UPDATE audit_event SET sequence = 1000 WHERE sequence = 30',
      'UPDATE audit_event SET sequence = 30 WHERE sequence = 40',
      'UPDATE audit_event SET sequence = 40 WHERE sequence = 1000',
    ],
    code: 'EVENT_MOVED',
    path: '30',
  },
])('finds $what', async ({ sql, code, path }) => {
  const { database, asOwner } = await openLog()
  for (const statement of sql) await asOwner(statement)
  const { problem } = await verifyLog(database)
  expect(problem).toMatchObject({ code, path })
})

test('finds a log that was rewritten from one event on, by its signed checkpoint', async () => {
  const { database, asOwner, record } = await openLog()
  await signCheckpoint(database, signingKey)
  await record('four')
  await asOwner(`UPDATE audit_event SET summary = 'nothing' WHERE sequence = 62`)
  for (const sequence of [62, 63, 64]) {
    await asOwner(
      `UPDATE audit_event SET previous_hash = (SELECT hash FROM audit_event WHERE sequence = ${sequence - 1}) WHERE sequence = ${sequence}`,
    )
    await asOwner(rehash(sequence))
  }
  await asOwner('UPDATE audit_head SET hash = (SELECT hash FROM audit_event WHERE sequence = 64)')
  expect(await verifyLog(database)).toMatchObject({ events: 64, problem: { code: 'EVENT_CHANGED', path: '63' } })
  await asOwner('UPDATE signed_checkpoint SET hash = (SELECT hash FROM audit_event WHERE sequence = 63)')
  expect(await verifyLog(database)).toMatchObject({ problem: { code: 'SIGNATURE_INVALID', path: '63' } })
})

test('retention drops whole months after 13 months at least, and the chain is verified from there', async () => {
  const { database, asOwner } = await openLog()
  expect(await dropExpiredEvents(database)).toBe(0n)
  await expect(asOwner('UPDATE retention SET audit_months = 12')).rejects.toThrow('check constraint')
  await expect(database.$executeRaw`UPDATE retention SET audit_months = 13`).rejects.toThrow(/permission denied/)
  await asOwner('UPDATE retention SET audit_months = 13')
  const start = new Date()
  const limit = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() - 13, 1))
  const old = await database.auditEvent.count({ where: { at: { lt: limit } } })
  const last = await database.auditEvent.findFirstOrThrow({
    where: { at: { lt: limit } },
    orderBy: { sequence: 'desc' },
  })
  expect(old).toBeGreaterThan(10)
  expect(await dropExpiredEvents(database)).toBe(BigInt(old))
  expect(await dropExpiredEvents(database)).toBe(0n)
  const { sequence, hash } = await database.auditCheckpoint.findUniqueOrThrow({ where: { id: 1 } })
  expect({ sequence, hash }).toEqual({ sequence: last.sequence, hash: last.hash })
  expect(await verifyLog(database)).toEqual({ events: 64 - old, from: BigInt(old + 1), to: 64n, problem: null })
  const event = await database.auditEvent.findFirstOrThrow({ orderBy: { sequence: 'desc' } })
  expect(event).toMatchObject({ action: 'audit.expired', after: { events: old } })
  await asOwner(copyOf(old + 1, { sequence: '1' }))
  expect((await verifyLog(database)).problem).toMatchObject({ code: 'EVENT_ADDED', path: '1' })
})

test('retention leaves a month that does not continue the chain', async () => {
  const { database, asOwner } = await openLog()
  await asOwner('UPDATE retention SET audit_months = 13')
  await asOwner('DELETE FROM audit_event WHERE sequence = 1')
  expect(await dropExpiredEvents(database)).toBe(0n)
  expect((await verifyLog(database)).problem).toMatchObject({ code: 'EVENT_MISSING', path: '1' })
})

test('partitions are made for two months ahead, and take what the default partition holds', async () => {
  const { database, asOwner } = await openLog()
  const before = await asOwner<{ name: string }>(partitionsSql)
  const month = (offset: number) => {
    const now = new Date()
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1))
  }
  const nameOf = (offset: number) => `audit_event_${month(offset).toISOString().slice(0, 7).replace('-', '_')}`
  expect(before.map(({ name }) => name)).toEqual(
    expect.arrayContaining([nameOf(0), nameOf(1), nameOf(2), 'audit_event_default']),
  )
  await asOwner(copyOf(63, { sequence: '64', at: `'${month(5).toISOString()}'` }))
  const inDefault = async () =>
    (await asOwner<{ count: number }>('SELECT count(*)::int FROM audit_event_default'))[0]!.count
  expect(await inDefault()).toBe(1)
  await makePartitions(database)
  await makePartitions(database)
  expect(await inDefault()).toBe(0)
  const after = await asOwner<{ name: string }>(partitionsSql)
  expect(after.length).toBe(before.length + 1)
  expect(after.map(({ name }) => name)).toContain(nameOf(5))
  await expect(database.$executeRawUnsafe(`DELETE FROM ${nameOf(5)}`)).rejects.toThrow(/permission denied/)
})

test('times never decrease, also when the clock of the database goes back', async () => {
  const { database, asOwner, record } = await openLog()
  await asOwner(`UPDATE audit_head SET at = now() + interval '1 hour'`)
  await record('later')
  const [last, next] = await database.auditEvent.findMany({ orderBy: { sequence: 'desc' }, take: 2 })
  expect(last!.at.getTime()).toBeGreaterThan(next!.at.getTime() + 3_000_000)
  await record('latest')
  const latest = await database.auditEvent.findFirstOrThrow({ orderBy: { sequence: 'desc' } })
  expect(latest.at).toEqual(last!.at)
})
