import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { print } from '@0no-co/graphql.web'
import { buildSchema, type DocumentNode, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../schema/schema.graphql'), 'utf8'))
const files = globSync('commands/*.ts', { cwd: import.meta.dirname }).filter(file => !file.endsWith('.test.ts'))
const modules = await Promise.all(files.map(file => import(join(import.meta.dirname, file))))
const documents = modules
  .flatMap(module => Object.entries<DocumentNode>(module))
  .filter(([name]) => name.endsWith('Document'))

describe('every document that the command line sends', () => {
  test('is found here', () => {
    const sources = files.map(file => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n')
    expect(documents).toHaveLength(sources.match(/^export const \w+Document = graphql\(/gm)!.length)
    expect(documents).toHaveLength(
      sources.match(/^ *`?(query|mutation|subscription) |`(query|subscription) /gm)!.length,
    )
  })
  test.each(documents)('is valid for the schema: %s', (_name, document) => {
    expect(validate(schema, parse(print(document as never)))).toEqual([])
  })
})
