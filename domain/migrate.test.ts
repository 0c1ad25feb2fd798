import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../sandbox/checks/test-database.ts'
import { withClient } from '../sandbox/services/postgres.ts'

test('stores the retention of the audit log, forever without a number, and prints each change', async () => {
  const { ownerUrl } = await createTestDatabase()
  const migrate = async (months?: string) => {
    const env = { ...process.env, DATABASE_OWNER_URL: ownerUrl, LECTERN_AUDIT_MONTHS: months }
    const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'migrate.ts')], { env })
    const { rows } = await withClient(ownerUrl, client => client.query('SELECT audit_months AS months FROM retention'))
    return { stdout, months: rows[0].months }
  }
  expect(await migrate()).toEqual({ stdout: '', months: null })
  expect(await migrate('24')).toEqual({ stdout: 'Retention of the audit log: forever → 24 months.\n', months: 24 })
  expect(await migrate('24')).toEqual({ stdout: '', months: 24 })
  expect(await migrate()).toEqual({ stdout: 'Retention of the audit log: 24 months → forever.\n', months: null })
  await expect(migrate('12')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('at least 13') })
})
