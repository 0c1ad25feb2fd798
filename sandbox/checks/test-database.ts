import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { withClient } from '../services/postgres.ts'
import './test-services.ts'

/** A migrated database of its own; it goes with the server at the end of the run. */
export type TestDatabase = { ownerUrl: string; appUrl: string }

const withDatabaseName = (url: string, database: string) =>
  Object.assign(new URL(url), { pathname: `/${database}` }).href

// Copying asks that nobody else is connected to the original, which holds for two copies at once too: they wait in turn.
const objectInUse = '55006'

/** Copies the migrated database for one test file, which takes some 50 ms. For tests that run with the services only. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { ownerUrl, appUrl } = inject('postgres')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const maintenanceUrl = withDatabaseName(ownerUrl, 'postgres')
  const copy = () => withClient(maintenanceUrl, client => client.query(`CREATE DATABASE ${name} TEMPLATE lectern`))
  for (let attempt = 0; ; attempt++) {
    try {
      await copy()
      break
    } catch (error) {
      if ((error as { code?: string }).code !== objectInUse || attempt > 20) throw error
    }
  }
  return { ownerUrl: withDatabaseName(ownerUrl, name), appUrl: withDatabaseName(appUrl, name) }
}
