import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase } from '../database.ts'
import { buildUser } from '../test/factories.ts'
import { recordCountedRefusals, recordRefusal } from './refused-sign-ins.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 4)
})
afterAll(() => database.$disconnect())
beforeEach(async () => {
  // A new minute must not begin during a test.
  const minuteMs = 60_000
  if (Date.now() % minuteMs > minuteMs - 10_000) await sleep(minuteMs - (Date.now() % minuteMs))
  await database.refusedSignIn.deleteMany()
})

const refuse = (network: string, reason = 'the password is wrong') =>
  change(database, systemActor, tx =>
    recordRefusal(tx, { what: 'SIGN_IN', network, reason }, { ip: network, requestId: 'r' }),
  )
const events = async () =>
  (await database.auditEvent.findMany({ where: { subjectType: 'SignIn' }, orderBy: { sequence: 'asc' } })).map(
    ({ action, summary, ip }) => ({ action, summary, ip }),
  )
/** Makes all refusals so far a minute older. */
const passMinute = () => database.$executeRaw`UPDATE refused_sign_in SET minute = minute - interval '1 minute'`

test('the first refusal of a network and minute has an event, and one event counts all others', async () => {
  const before = (await events()).length
  for (const network of ['192.0.2.1', '192.0.2.1', '192.0.2.2', '192.0.2.1']) await refuse(network)
  expect((await events()).slice(before).map(({ ip }) => ip)).toEqual(['192.0.2.1', '192.0.2.2'])
  await passMinute()
  await refuse('192.0.2.1')
  await change(database, systemActor, tx => recordCountedRefusals(tx))
  expect((await events()).slice(before + 2)).toEqual([
    { action: 'user.signInsRefused', summary: 'Refused 2 more sign-ins and API tokens', ip: null },
    { action: 'user.signInRefused', summary: 'Refused a sign-in: the password is wrong', ip: '192.0.2.1' },
  ])
})

test('a minute has at most 60 events of refusals, also when they come at the same time', async () => {
  const before = (await events()).length
  const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000)
  const earlier = Array.from({ length: 55 }, (_, n) => ({ minute, network: `198.51.100.${n}`, recorded: true }))
  await database.refusedSignIn.createMany({ data: earlier })
  await Promise.all(Array.from({ length: 15 }, (_, n) => refuse(`192.0.2.${n}`)))
  expect(await events()).toHaveLength(before + 5)
  await passMinute()
  await change(database, systemActor, tx => recordCountedRefusals(tx, 5))
  expect((await events()).at(-1)?.summary).toBe('Refused 15 more sign-ins and API tokens')
})

test('a refused token has an action of its own, and a refused sign-in names the person if it is known', async () => {
  const person = await buildUser(database)
  const record = (refusal: Parameters<typeof recordRefusal>[1]) =>
    change(database, systemActor, tx => recordRefusal(tx, refusal, { ip: refusal.network, requestId: 'r' }))
  await record({ what: 'TOKEN', network: '192.0.2.1', reason: 'it has expired' })
  await record({ what: 'SIGN_IN', network: '192.0.2.2', reason: 'the password is wrong', person })
  const [token, signIn] = await database.auditEvent.findMany({
    orderBy: { sequence: 'asc' },
    where: { ip: { in: ['192.0.2.1', '192.0.2.2'] } },
    take: -2,
  })
  expect(token).toMatchObject({ action: 'token.refused', summary: 'Refused an API token: it has expired' })
  expect(signIn).toMatchObject({
    ...{ action: 'user.signInRefused', subjectType: 'User', subjectId: person.id },
    summary: `Refused a sign-in of ${person.name}: the password is wrong`,
  })
})
