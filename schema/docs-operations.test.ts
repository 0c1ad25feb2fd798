import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, parse, validate } from 'graphql'
import { expect, test } from 'vitest'

const schema = buildSchema(readFileSync(join(import.meta.dirname, 'schema.graphql'), 'utf8'))
const docs = join(import.meta.dirname, '../docs')
const operations = globSync('*.md', { cwd: docs }).flatMap(file =>
  [...readFileSync(join(docs, file), 'utf8').matchAll(/^```graphql\n(.*?)^```$/gms)].map(match => [file, match[1]!]),
)

test('there are operations in docs/api.md', () => {
  expect(operations.filter(([file]) => file === 'api.md').length).toBeGreaterThan(5)
})
test.each(operations)('an operation of docs/%s is valid for the schema: %s', (_file, text) => {
  expect(validate(schema, parse(text!))).toEqual([])
})
