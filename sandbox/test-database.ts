import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { withClient } from './postgres.ts'
import './test-services.ts'

/** A migrated database of its own. `drop` also ends connections that a test left open. */
export type TestDatabase = { ownerUrl: string; appUrl: string; drop: () => Promise<void> }

const within = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href

// Copying asks that nobody else is connected to the original, which holds for two copies at once too: they wait in turn.
const busy = '55006'

/** Copies the migrated database for one test file, which takes some 50 ms. For tests that run with the services only. */
export async function testDatabase(): Promise<TestDatabase> {
  const { ownerUrl, appUrl } = inject('postgres')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const anywhere = within(ownerUrl, 'postgres')
  const copy = () => withClient(anywhere, client => client.query(`CREATE DATABASE ${name} TEMPLATE lectern`))
  for (let attempt = 0; ; attempt++) {
    try {
      await copy()
      break
    } catch (error) {
      if ((error as { code?: string }).code !== busy || attempt > 20) throw error
    }
  }
  const drop = async () =>
    void (await withClient(anywhere, client => client.query(`DROP DATABASE ${name} WITH (FORCE)`)))
  return { ownerUrl: within(ownerUrl, name), appUrl: within(appUrl, name), drop }
}
