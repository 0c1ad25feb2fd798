import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { workerSettings } from '@lectern/workflows/worker/configuration'
import { serverSettings } from './configuration.ts'

test('.env.example names every setting of server and worker, and the migrations’ own, and no other', () => {
  const text = readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8')
  const named = [...text.matchAll(/^([A-Z0-9_]+)=/gm)].map(match => match[1]!)
  const known = new Set([...Object.keys(serverSettings), ...Object.keys(workerSettings), 'DATABASE_OWNER_URL'])
  expect(named.toSorted()).toEqual([...known].toSorted())
})
