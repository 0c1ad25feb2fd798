import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actions } from './actions.ts'

const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8')

test('docs/api.md documents every action of the audit log, with its meaning', () => {
  const section = read('../../docs/api.md').split('\n## The audit log\n')[1]!.split('\n## ')[0]!
  const documented = [...section.matchAll(/^\| `([\w.]+)` \| (.*) \|$/gm)].map(([, action, meaning]) => [
    action,
    meaning,
  ])
  expect(Object.fromEntries(documented)).toEqual(actions)
})

test('actions contain everything that the database itself records', () => {
  const sql = read('../migrations/20261101000000_first/migration.sql')
  const recorded = [...sql.matchAll(/'(user\.\w+)'/g)].map(match => match[1])
  expect(recorded).toHaveLength(3)
  for (const action of recorded) expect(Object.keys(actions)).toContain(action)
})
