import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { workerSettings } from '../workflows/worker/configuration.ts'
import { serverSettings } from './configuration.ts'

test('.env.example lists exactly the settings of server, worker, and migrations', () => {
  const text = readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8')
  const documented = [...text.matchAll(/^([A-Z0-9_]+)=/gm)].map(match => match[1]!)
  const ofMigrations = ['DATABASE_OWNER_URL', 'LECTERN_AUDIT_MONTHS']
  const expected = new Set([...Object.keys(serverSettings), ...Object.keys(workerSettings), ...ofMigrations])
  expect(documented.toSorted()).toEqual([...expected].toSorted())
})
