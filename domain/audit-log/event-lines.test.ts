import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { type Random, randomFrom, randomSeed } from '../../sandbox/story/mixtures/random.ts'
import { change, type Event } from '../audit/change.ts'
import { type AuditEvent, type Database, openDatabase, type Prisma } from '../database.ts'
import { globalId } from '../global-id.ts'
import { buildCaller, buildPackage, harry } from '../test/factories.ts'
import { csvHeader, type LineFormat } from './event-lines.ts'
import { readRange } from './event-range.ts'
import { exportedPages, readEventLines } from './exported-events.ts'

let database: Database
const slugs = new Map<string | null, string>()
beforeAll(async () => {
  const { appUrl } = await createTestDatabase()
  database = openDatabase(appUrl, 2)
  const packages = [await buildPackage(database), await buildPackage(database)]
  const environments = await database.environment.findMany()
  for (const { id, slug } of [...packages, ...environments]) slugs.set(id, slug)
  const random = randomFrom(randomSeed)
  const events = Array.from(
    { length: 700 },
    (): Event => ({
      action: randomText(random) as never,
      subjectType: pick(random, ['Package', 'SyncRun', '=1']),
      subjectId: randomText(random),
      packageId: pick(random, [undefined, packages[0]!.id, packages[1]!.id]),
      environmentId: pick(random, [undefined, environments[0]!.id]),
      summary: randomText(random),
      before: pick(random, [undefined, randomJson(random, 0)]),
      after: pick(random, [undefined, randomJson(random, 0)]),
    }),
  )
  for (const ip of [undefined, '203.0.113.9']) {
    const by = { actor: { ...harry, name: randomText(random) }, ...(ip ? { ip, requestId: '-request' } : {}) }
    await change(database, by, async () => ({ result: null, events }))
  }
})
afterAll(() => database.$disconnect())

function pick<Value>(random: Random, values: Value[]): Value {
  return values[Math.floor(random() * values.length)]!
}

const pieces = ['=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ': ', ', ', '\\', '\\"', '{', ']', "'", ' ', '1']
const others = ['\u0001', '\b', '\f', '\u007f', '\u0085', '\u2028', '/', 'ü', '–', '😀', 'null', 'word']
const randomText = (random: Random) =>
  Array.from({ length: Math.floor(random() * 6) }, () => pick(random, [...pieces, ...others])).join('')

/**
 * JSON whose numbers and keys JavaScript writes as Postgres does. Keys have no backslash: after one, V8 may read another key
 * with an escape as that one (nodejs/node#63785).
 */
function randomJson(random: Random, depth: number): Prisma.InputJsonValue {
  const number = pick(random, [0, -1, 42, 0.1, -2.5, 123456789.125, 2 ** 53, 0.000001, 1e20])
  if (depth === 3 || random() < 0.4) return pick<Prisma.InputJsonValue>(random, [randomText(random), number, true])
  const values = Array.from({ length: Math.floor(random() * 4) }, () =>
    random() < 0.1 ? null : randomJson(random, depth + 1),
  )
  if (random() < 0.5) return values as Prisma.InputJsonArray
  return Object.fromEntries(
    values.map((value, index) => [`k${randomText(random).replaceAll('\\', '')}${index}`, value]),
  )
}

async function exportAs(format: LineFormat): Promise<string> {
  const range = await readRange(database, {}, {})
  const read = (window: Parameters<typeof readEventLines>[4]) =>
    readEventLines(database, format, buildCaller(), {}, window)
  let text = ''
  for await (const page of exportedPages(range!, read)) text += page.text
  return text
}

const readEvents = () => database.auditEvent.findMany({ orderBy: { sequence: 'asc' } })

/** The same lines, written in JavaScript. */
function cellOf(text: string): string {
  const cell = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

const actorOf = (event: AuditEvent) => event.actor as { kind: string; name: string }

function csvOf(event: AuditEvent, withTrace: boolean): string {
  const json = (value: unknown) => (value === null ? '' : JSON.stringify(value))
  const cells = [
    ...[String(event.sequence), event.at.toISOString(), event.action, actorOf(event).kind, actorOf(event).name],
    ...[event.subjectType, globalId(event.subjectType, event.subjectId)],
    ...[slugs.get(event.packageId) ?? '', slugs.get(event.environmentId) ?? ''],
    ...[event.summary, json(event.before), json(event.after)],
    ...(withTrace ? [event.ip ?? '', event.requestId ?? '', Buffer.from(event.hash).toString('hex')] : ['', '', '']),
  ]
  return `${cells.map(cellOf).join(',')}\r\n`
}

function jsonOf({ sequence, at, action, subjectType, summary, before, after, ...event }: AuditEvent): string {
  const { kind, name } = actorOf(event as AuditEvent)
  const line = {
    ...{ sequence: Number(sequence), at, action, subjectType },
    ...{ package: slugs.get(event.packageId) ?? null, environment: slugs.get(event.environmentId) ?? null },
    ...{ summary, before, after, actor: { kind, name }, subjectId: globalId(subjectType, event.subjectId) },
  }
  return `${JSON.stringify({ event: line })}\n`
}

describe(`lines of random events (seed ${randomSeed})`, () => {
  test.each([true, false])('are CSV whose cells are not formulas, with trace: %s', async withTrace => {
    const lines = (await readEvents()).map(event => csvOf(event, withTrace))
    expect(lines.length).toBe(1_400)
    expect(await exportAs({ kind: 'csv', withTrace })).toBe(lines.join(''))
  })

  test('are JSON for people', async () => {
    expect(await exportAs({ kind: 'json' })).toBe((await readEvents()).map(jsonOf).join(''))
  })
})

test('numbers are written as Postgres stores them', async () => {
  const after = { small: 1.5e-7, large: 1e21 }
  const event: Event = { action: 'user.created', subjectType: 'User', subjectId: 'x', summary: 'Numbers', after }
  await change(database, { actor: harry }, async () => ({ result: null, events: [event] }))
  const text = await exportAs({ kind: 'csv', withTrace: false })
  expect(text).toMatch(/"\{""large"":1000000000000000000000,""small"":0.00000015\}",,,\r\n$/)
})

test('the header names each cell', () => {
  expect(csvHeader.split(',')).toHaveLength(15)
})
