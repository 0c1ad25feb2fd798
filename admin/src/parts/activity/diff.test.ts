import { expect, test } from 'vitest'
import { diff } from './diff.ts'

test('diff lists the fields that changed, and not the others', () => {
  expect(diff({ title: 'Old', slug: 'a' }, { title: 'New', slug: 'a' }).changes).toEqual([
    { field: 'title', before: 'Old', after: 'New' },
  ])
})

test('diff tells a field that did not exist from an empty one', () => {
  expect(diff(null, { active: true }).changes).toEqual([{ field: 'active', before: undefined, after: 'true' }])
  expect(diff({ limit: 5 }, { limit: null }).changes).toEqual([{ field: 'limit', before: '5', after: '' }])
  expect(diff({ role: 'OWNER' }, null).changes).toEqual([{ field: 'role', before: 'OWNER', after: undefined }])
})

test('diff names nested fields by their path and joins lists of plain values', () => {
  const { changes } = diff(
    { draft: { revision: 1 }, actions: ['a', 'b'], problems: [{ code: 'X' }] },
    { draft: { revision: 2 }, actions: ['a'], problems: [{ code: 'Y' }] },
  )
  expect(changes).toEqual([
    { field: 'draft.revision', before: '1', after: '2' },
    { field: 'actions', before: 'a, b', after: 'a' },
    { field: 'problems.0.code', before: 'X', after: 'Y' },
  ])
})

test('diff of nothing has no changes, and a long one is cut', () => {
  expect(diff(null, null)).toEqual({ changes: [], more: 0 })
  const { changes, more } = diff(null, Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`key${i}`, i])))
  expect([changes.length, more]).toEqual([100, 30])
})
