import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { writeAuditRows } from '../../sandbox/services/audit-rows.ts'
import { withClient } from '../../sandbox/services/postgres.ts'
import { change } from '../audit/change.ts'
import { dropExpiredEvents } from '../audit/partitions.ts'
import { openDatabase } from '../database.ts'
import { beforeStatement } from '../test/before-statement.ts'
import { buildGrant, buildUser } from '../test/factories.ts'
import { findNextDelivery } from './next-delivery.ts'
import { createWebhook } from './webhooks.ts'

test('pauses a webhook whose events retention removes while they are looked for', async () => {
  const { ownerUrl, appUrl } = await createTestDatabase()
  const from = new Date(Date.now() - 600 * 86_400_000)
  await writeAuditRows(ownerUrl, { count: 60, from, to: new Date(), isChained: true })
  await withClient(ownerUrl, client => client.query('UPDATE retention SET audit_months = 13'))
  const [database, other] = [openDatabase(appUrl, 2), openDatabase(appUrl, 1)]
  onTestFinished(async () => void (await Promise.all([database.$disconnect(), other.$disconnect()])))
  const { id: userId, name } = await buildUser(other)
  await buildGrant(other, { userId, role: 'ADMIN' })
  const by = { actor: { kind: 'USER' as const, name, userId } }
  const row = { url: 'http://127.0.0.1/', actions: [], secret: 'x', sealedSecret: Buffer.from('x') }
  const { id } = await change(other, by, tx => createWebhook(tx, by, row))
  await other.webhook.update({ where: { id }, data: { sequence: 1n } })

  const dropped = beforeStatement(database, 'audit_range', () => dropExpiredEvents(other))
  expect(await findNextDelivery(database, id)).toMatchObject({ kind: 'pause', reason: 'eventsRemoved' })
  expect(await dropped).toBeGreaterThan(2n)
})
