import { expect, test } from 'vitest'
import { createTestDatabase } from '../sandbox/checks/test-database.ts'
import { withClient } from '../sandbox/services/postgres.ts'
import { openDatabase } from './database.ts'
import { buildPackage } from './test/factories.ts'

test('times are the same on a Postgres server in any time zone', async () => {
  const { appUrl, ownerUrl } = await createTestDatabase()
  const name = new URL(ownerUrl).pathname.slice(1)
  await withClient(ownerUrl, client => client.query(`ALTER DATABASE ${name} SET timezone = 'Asia/Kathmandu'`))
  const database = openDatabase(appUrl, 1)
  try {
    const { id, createdAt } = await buildPackage(database)
    expect(Math.abs(createdAt.getTime() - Date.now())).toBeLessThan(60_000)
    const archivedAt = new Date('2026-03-04T05:06:07.089Z')
    const changed = await database.package.update({ where: { id }, data: { archivedAt } })
    expect(changed.archivedAt).toEqual(archivedAt)
    const [row] = await database.$queryRaw<{ ms: number }[]>`
      SELECT (extract(epoch FROM archived_at) * 1000)::float8 AS ms FROM package WHERE id = ${id}::uuid`
    expect(row!.ms).toBe(archivedAt.getTime())
  } finally {
    await database.$disconnect()
  }
})
