/** Writes `schema.graphql`, the API as others read it: checked in, and compared with a fresh print by the tests. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { schema } from './graphql.ts'
import { renderSchema } from './printed.ts'

await writeFile(join(import.meta.dirname, 'schema.graphql'), renderSchema(schema))
