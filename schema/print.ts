/** Writes `schema.graphql`, the API for integrators. It is checked in, and a test compares it with the code. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCommandLine } from '@lectern/domain/command-line'
import { schema } from './graphql.ts'
import { renderSchema } from './render-schema.ts'

readCommandLine({ usage: 'node schema/print.ts: writes schema/schema.graphql from the code.', options: {} })
await writeFile(join(import.meta.dirname, 'schema.graphql'), renderSchema(schema))
