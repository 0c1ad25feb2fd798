import { expect, test } from 'vitest'
import { internalsIn } from './internals.ts'

test.each([
  ["ENOENT: no such file or directory, open '/opt/lectern/x'", ['a path of the server', 'an error of the system']],
  ['Invalid `prisma.user.findMany()` invocation in\n/app/x.ts:12:3', ['a path of the server', 'the name of a library']],
  ['boom\n    at run (file:///x.js:1:2)', ['a path of the server', 'a stack']],
  ['SELECT id FROM api_token', ['a statement of SQL']],
  ['insert or update on table "grant" violates foreign key constraint "x"', ['an error of Postgres']],
  ["Cannot read properties of undefined (reading 'id')", ['an error of JavaScript']],
  ['connect ECONNREFUSED 127.0.0.1:5432', ['an error of the system']],
])('%s shows %j', (text, names) => expect(internalsIn(text)).toEqual(names))

test.each([
  'Cannot query field "nonsense" on type "Query".',
  'The folder /Lectern/optics does not exist, or you do not have access to it.',
  'Syntax Error: Expected Name, found "}".',
  'Dropbox is unreachable. Try again in a few seconds.',
  'Open the file index.html and select one of its videos from the list.',
])('%s shows nothing', text => expect(internalsIn(text)).toEqual([]))
