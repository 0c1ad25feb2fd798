import { dropExpiredEvents } from '@lectern/domain/audit/partitions'
import { writeCursor } from '@lectern/domain/cursor'
import { openDatabase } from '@lectern/domain/database'
import { expect, onTestFinished, test } from 'vitest'
import { beforeStatement } from '../../domain/test/before-statement.ts'
import { writeAuditRows } from '../../sandbox/services/audit-rows.ts'
import { withClient } from '../../sandbox/services/postgres.ts'
import { openTestApi } from '../test/api.ts'

test.each(['{}', '{ actions: ["test.action0"] }'])(
  'fails with CURSOR_EXPIRED when retention removes events between two reads, with the filter %s',
  async filter => {
    const api = await openTestApi()
    onTestFinished(() => api.close())
    const from = new Date(Date.now() - 600 * 86_400_000)
    await writeAuditRows(api.ownerUrl, { count: 60, from, to: new Date(), isChained: true })
    await withClient(api.ownerUrl, client => client.query('UPDATE retention SET audit_months = 13'))
    const other = openDatabase(api.appUrl, 1)
    onTestFinished(() => other.$disconnect())

    const dropped = beforeStatement(api.database, 'audit_range', () => dropExpiredEvents(other))
    const subscription = `subscription { auditEvents(after: "${writeCursor([1n])}", filter: ${filter}) { cursor } }`
    await expect(api.subscribe(subscription).next()).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' })
    expect(await dropped).toBeGreaterThan(2n)
  },
)
