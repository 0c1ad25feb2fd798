import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { type Database, openDatabase } from '@lectern/domain/database'
import { setBudget } from '@lectern/domain/transcode/cost/budget'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildEncoding, buildGrant, buildPackage, buildUser } from '../../domain/test/factories.ts'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { Faults } from '../../sandbox/faults/faults.ts'
import { noLog } from '../../sandbox/machine/log-file.ts'
import { freePorts } from '../../sandbox/machine/ports.ts'
import { type Mail, startMail } from '../../sandbox/mail/mail.ts'
import { type MailClient, openMailClient } from '../mail/mail-client.ts'
import { sendBudgetAlerts } from './send-budget-alerts.ts'

const faults = new Faults()
const log = pino({ level: 'silent' })
let database: Database
let mail: Mail
let state: string
let client: MailClient | null
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 6)
  state = await mkdtemp(join(tmpdir(), 'mails-'))
  const [smtp, http] = (await freePorts(2)) as [number, number]
  mail = await startMail({ state, ports: { smtp, http }, faults, log: noLog })
  client = openMailClient({ SMTP_URL: `smtp://127.0.0.1:${smtp}`, SMTP_FROM: 'Lectern <lectern@example.org>' }, log)
  const { id: packageId } = await buildPackage(database)
  for (const [name, grant] of Object.entries({
    owner: { role: 'OWNER' },
    admin: { role: 'ADMIN' },
    gone: { role: 'ADMIN' },
    'of-package': { role: 'ADMIN', packageId },
    auditor: { role: 'AUDITOR' },
  } as const)) {
    const user = await buildUser(database, { email: `${name}@example.org`, active: name !== 'gone' })
    await buildGrant(database, { userId: user.id, ...grant })
  }
})
afterAll(async () => {
  await mail?.close()
  await rm(state, { recursive: true })
  await database.$disconnect()
})

let dollars = 0
/** A limit of its own for each test, of which everything is spent. */
beforeEach(async () => {
  dollars++
  const micros = BigInt(dollars) * 1_000_000n
  await database.encoding.deleteMany()
  await change(database, systemActor, tx => setBudget(tx, { amountMicros: micros, currency: 'USD' }))
  await buildEncoding(database, { status: 'READY' }, { costMicros: micros, currency: 'USD' })
})

const send = (overrides = {}) =>
  sendBudgetAlerts({
    database,
    mail: client,
    adminUrl: 'https://lectern.example.org',
    log,
    encodingSettings: { profile: 'test', timeZone: 'UTC' },
    ...overrides,
  })
/** The mails about the limit of this test, by address. */
const mails = async () =>
  (await mail.mails())
    .filter(({ text }) => text.includes(`of $${dollars}.00 is spent`))
    .sort((one, other) => (one.to[0]! < other.to[0]! ? -1 : 1))

test('mails those who may change the budget, once, also with several workers', async () => {
  await Promise.all([send(), send(), send()])
  await send()
  const sent = await mails()
  expect(sent.map(({ to }) => to)).toEqual([['admin@example.org'], ['owner@example.org']])
  expect(sent[0]!.subject).toMatch(/^The budget for \w+ \d{4} is used up$/)
  expect(sent[0]!.text).toContain('https://lectern.example.org/budget')
  expect(sent[0]!.text).toContain('New videos wait until you release them')
})

test('tries again later if the mail server accepts no mail', async () => {
  faults.add([{ target: 'smtp', operation: 'DATA', kind: 'status', status: 451, times: 2 }])
  await send()
  expect(await mails()).toEqual([])
  await send()
  expect(await mails()).toEqual([])
  await database.$executeRaw`UPDATE budget_alert SET claimed_at = now() - interval '11 minutes'`
  await send()
  expect(await mails()).toHaveLength(2)
})

test('records what was reached without a mail server, and mails it once there is one', async () => {
  await send({ mail: null })
  await send({ adminUrl: null })
  expect(await mails()).toEqual([])
  expect(
    await database.budgetAlert.count({ where: { mailedAt: null, limitMicros: BigInt(dollars) * 1_000_000n } }),
  ).toBe(1)
  await send()
  expect(await mails()).toHaveLength(2)
})
