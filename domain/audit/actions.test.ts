import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actions } from './actions.ts'

const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8')

test('docs/api.md tells third parties every action of the audit log, with its meaning', () => {
  const told = [...read('../../docs/api.md').matchAll(/^\| `([\w.]+)` \| (.*) \|$/gm)].map(([, action, meaning]) => [
    action,
    meaning,
  ])
  expect(Object.fromEntries(told)).toEqual(actions)
})

test('what the database itself records is among the actions', () => {
  const sql = read('../migrations/20261201000000_first/migration.sql')
  const recorded = [...sql.matchAll(/'(user\.\w+)'/g)].map(match => match[1])
  expect(recorded).toHaveLength(3)
  for (const action of recorded) expect(Object.keys(actions)).toContain(action)
})
