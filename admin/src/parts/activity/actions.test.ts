import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actionKinds, actionsByKind, actionsOfKind } from './actions.ts'

const documentation = readFileSync(join(import.meta.dirname, '../../../../docs/api.md'), 'utf8')
const table = documentation.slice(documentation.indexOf('| action | what happened |')).split('\n\n')[0]!

test('every action of docs/api.md has exactly one kind', () => {
  const documented = [...table.matchAll(/^\| `([\w.]+)` \|/gm)].map(match => match[1]!)
  expect(documented.length).toBeGreaterThan(80)
  expect(actionKinds.flatMap(kind => actionsByKind[kind] as readonly string[]).sort()).toEqual(documented.sort())
})

test('actionsOfKind returns null for what is not a kind', () => {
  expect(actionsOfKind('budget')).toEqual(['budget.changed', 'budget.alertReached'])
  expect(actionsOfKind('toString')).toBeNull()
  expect(actionsOfKind(null)).toBeNull()
})
