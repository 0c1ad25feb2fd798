import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { change } from '@lectern/domain/audit/change'
import { writeCursor } from '@lectern/domain/cursor'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { harry } from '../../domain/test/factories.ts'
import { startExample } from '../../workflows/test/docs-example.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const emit = (name: string) => {
  const event = { action: 'package.updated' as const, subjectType: 'Package', subjectId: 'p', summary: name }
  return change(server.database, { actor: harry }, async () => ({ result: null, events: [event] }))
}

test('the example of the documentation follows events, and misses none while it is stopped', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-follow-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const CURSOR_FILE = join(folder, 'cursor')
  const env = { LECTERN_URL: server.admin, LECTERN_TOKEN: await server.token('AUDITOR'), CURSOR_FILE }
  const until = (check: () => boolean) => vi.waitUntil(check, { timeout: 60_000, interval: 50 })
  const start = () => startExample('Follow events without a gap', env)
  const summaries = ({ lines }: ReturnType<typeof start>) => lines().map(line => line.replace('package.updated ', ''))

  await emit('before the first start')
  const first = start()
  await until(() => existsSync(CURSOR_FILE))
  first.stop()
  await emit('while it was stopped before its first event')
  const second = start()
  await until(() => summaries(second).length > 0)
  expect(summaries(second)).toEqual(['while it was stopped before its first event'])
  await emit('first')
  await until(() => summaries(second).includes('first'))
  const { sequence } = await server.database.auditEvent.findFirstOrThrow({ where: { summary: 'first' } })
  await until(() => readFileSync(CURSOR_FILE, 'utf8') === writeCursor([sequence]))
  second.stop()
  for (const name of ['second', 'third']) await emit(name)
  const again = start()
  await until(() => summaries(again).includes('third'))
  await emit('fourth')
  await until(() => summaries(again).includes('fourth'))
  expect(summaries(again)).toEqual(['second', 'third', 'fourth'])
})

test('the example ends with the reason when its token is revoked', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-follow-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const env = {
    LECTERN_URL: server.admin,
    LECTERN_TOKEN: await server.token('AUDITOR'),
    CURSOR_FILE: join(folder, 'c'),
  }
  const example = startExample('Follow events without a gap', env)
  await vi.waitUntil(() => existsSync(env.CURSOR_FILE), { timeout: 60_000, interval: 50 })
  const { id } = await server.database.apiToken.findFirstOrThrow({ orderBy: { id: 'desc' } })
  await server.database.apiToken.update({ where: { id }, data: { revokedAt: new Date() } })
  expect(await example.exitCode).toBe(1)
})
