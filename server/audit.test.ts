import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../sandbox/checks/test-database.ts'
import { writeAuditRows } from '../sandbox/services/audit-rows.ts'
import { withClient } from '../sandbox/services/postgres.ts'
import { testSettings } from './test/server.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  const from = new Date(Date.now() - 86_400_000)
  await writeAuditRows(database.ownerUrl, { count: 20, from, to: new Date(), isChained: true })
})

type Output = { code?: number; stdout: string; stderr: string }

/** Runs the command as a process. */
async function run(...args: string[]) {
  const env = { ...process.env, ...testSettings(database.appUrl, [1, 2]) }
  const command: Promise<Output> = promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'audit.ts'), ...args],
    { env },
  )
  const { code = 0, stdout, stderr } = await command.catch((error: Output) => error)
  return { code, stdout, stderr }
}

test('verify prints one line of JSON, and exits with 0 when the whole log fits', async () => {
  const { code, stdout, stderr } = await run('verify')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toBe('{"ok":true,"events":20,"from":"1","to":"20","problem":null}\n')
})

const columns = 'action, actor, subject_type, subject_id, before, after, previous_hash, hash'

test.each([
  ['EVENT_CHANGED', '5', ["UPDATE audit_event SET summary = 'nothing' WHERE sequence = 5"]],
  ['EVENT_MISSING', '5', ['DELETE FROM audit_event WHERE sequence = 5']],
  [
    'EVENT_ADDED',
    '10',
    [
      `INSERT INTO audit_event (sequence, at, summary, ${columns})
        SELECT sequence, at + interval '1 second', 'new', ${columns} FROM audit_event WHERE sequence = 10`,
    ],
  ],
  [
    'EVENT_MOVED',
    '5',
    [
      'UPDATE audit_event SET sequence = 1000 WHERE sequence = 5',
      'UPDATE audit_event SET sequence = 5 WHERE sequence = 6',
      'UPDATE audit_event SET sequence = 6 WHERE sequence = 1000',
    ],
  ],
])('verify exits with 1 and names the first event for %s', async (code, path, statements) => {
  await withClient(database.ownerUrl, async client => {
    await client.query('CREATE TABLE untouched AS TABLE audit_event')
    for (const statement of statements) await client.query(statement)
  })
  onTestFinished(() =>
    withClient(database.ownerUrl, async client => {
      await client.query('DELETE FROM audit_event')
      await client.query('INSERT INTO audit_event TABLE untouched')
      await client.query('DROP TABLE untouched')
    }),
  )
  const { stdout, ...output } = await run('verify')
  expect(output).toEqual({ code: 1, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    problem: { code, path, message: expect.stringContaining(path) },
  })
})

test('names an argument that it does not know, and exits with 2', async () => {
  const { code, stdout, stderr } = await run('verfy')
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^Unknown argument "verfy"\.\nnode server\/audit\.ts verify: .*\n$/)
})
