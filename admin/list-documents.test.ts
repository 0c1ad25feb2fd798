import { expect, test } from 'vitest'
import { operationsIn } from './list-documents.ts'

const title = 'const Title = graphql(`fragment Title on Package @_unmask { title }`)'
const row = 'const Row = graphql(`fragment Row on Package { ...Title draft { id } }`, [Title])'
const list = 'graphql(\n  `query List { packages { nodes { ...Row ...Title } } }`,\n  [Row],\n)'

test('lists each operation with the fragments that it spreads, once each', () => {
  const [operation, ...more] = operationsIn([list, title, row, 'graphql(`query Viewer { viewer { permissions } }`)'])
  expect(operation!.match(/^(query|fragment) \w+/gm)!.sort()).toEqual(['fragment Row', 'fragment Title', 'query List'])
  expect(operation).not.toContain('_unmask')
  expect(more).toHaveLength(1)
})

test.each([
  ['a missing fragment', [list, row], 'There is no fragment Title'],
  ['two fragments of one name', [title, title], 'Two fragments have the name Title'],
  ['a document that is not a literal', ['graphql(text)'], 'not a literal text'],
])('fails for %s', (_what, sources, message) => expect(() => operationsIn(sources)).toThrow(message))
