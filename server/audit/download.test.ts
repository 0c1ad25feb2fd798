import { execFile } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { change, type Event } from '@lectern/domain/audit/change'
import { readSigningKey, signCheckpoint } from '@lectern/domain/audit/signed-checkpoints'
import type { Package } from '@lectern/domain/database'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import {
  buildDraft,
  buildDraftFile,
  buildFinding,
  buildIgnoredFinding,
  buildPackage,
  harry,
} from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

const scriptOfDocs = join(import.meta.dirname, '../../docs/verify-audit-export.mjs')
const eventCount = 1_200

let server: TestServer
let pkg: Package
beforeAll(async () => {
  server = await openTestServer()
  pkg = await buildPackage(server.database)
  const events = Array.from(
    { length: eventCount },
    (_, number): Event => ({
      action: 'package.updated',
      subjectType: 'Package',
      subjectId: pkg.id,
      ...(number % 2 === 0 ? { packageId: pkg.id } : {}),
      summary: number === 0 ? '=SUM("1";2),\n–ü' : `Change ${number}`,
      after: { number, ratio: 1.5e-7 },
    }),
  )
  await change(server.database, { actor: harry, ip: '203.0.113.9', requestId: 'request-1' }, async () => ({
    result: null,
    events,
  }))
})
afterAll(() => server.close())

async function requestExport(secret: string, kind: string, filter: object = {}, slug?: string) {
  const { data, errors } = await server.ask(
    `mutation ($kind: ExportKind!, $filter: AuditFilter, $slug: String) {
      export(kind: $kind, filter: $filter, package: $slug) { url expiresAt } }`,
    { kind, filter, slug },
    { authorization: `Bearer ${secret}` },
  )
  return { url: data?.export?.url as string, expiresAt: data?.export?.expiresAt, code: errors?.[0]?.extensions.code }
}

/** Runs the script of the documentation with a file, where no module of ours is near. Returns its exit code and output. */
async function verifyFile(text: string, ...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-export-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [script, file] = [join(folder, 'verify.mjs'), join(folder, 'export.jsonl')]
  await copyFile(scriptOfDocs, script)
  await writeFile(file, text)
  type Output = { code?: number; stdout: string; stderr: string }
  const run: Promise<Output> = promisify(execFile)(process.execPath, [script, file, ...args])
  const { code = 0, stdout, stderr } = await run.catch((error: Output) => error)
  return { code, ...(JSON.parse(stdout) as { events: number; gaps: number; checkpoints: number }), stderr }
}

test('an address works once, within 60 seconds, with a GET, and is in the log', async () => {
  const token = await server.token('AUDITOR')
  const { url, expiresAt } = await requestExport(token, 'AUDIT_JSONL')
  expect(url).toMatch(new RegExp(`^${server.admin}/export/[\\w-]{43}$`))
  expect(new Date(expiresAt).getTime() - Date.now()).toBeLessThan(61_000)
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(405)
  const response = await fetch(url)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="lectern-audit-\d{4}-\d\d-\d\d\.jsonl"$/,
  )
  expect(response.headers.get('cache-control')).toBe('no-store')
  await response.text()
  expect((await fetch(url)).status).toBe(404)
  expect((await fetch(`${server.admin}/export/nonsense`)).status).toBe(404)
  const late = await requestExport(token, 'AUDIT_CSV')
  await server.database.exportTicket.updateMany({ where: { usedAt: null }, data: { expiresAt: new Date() } })
  expect((await fetch(late.url)).status).toBe(404)
  const events = await server.database.auditEvent.findMany({ where: { action: 'audit.exported' } })
  expect(events).toMatchObject([{ after: { kind: 'AUDIT_JSONL' } }, { after: { kind: 'AUDIT_CSV' } }])
  expect(JSON.stringify(server.logged)).not.toContain(url.split('/').at(-1))
})

/** Replaces a text in an event, and gives this event and all after it hashes that fit. */
function rewrite(lines: string[], from: string, to: string): string[] {
  let previous: string | undefined
  return lines.map(line => {
    const [, before, , text] = /^\{"previousHash":"(.*?)","hash":"(.*?)","event":(.*)\}$/.exec(line) ?? []
    if (text === undefined) return line
    const event = text.replace(from, to)
    const previousHash = previous ?? before!
    previous = createHash('sha256').update(Buffer.from(previousHash, 'hex')).update(event).digest('hex')
    return `{"previousHash":"${previousHash}","hash":"${previous}","event":${event}}`
  })
}

test('JSON lines of the whole log are verified by the script of the documentation, with signed checkpoints', async () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const key = readSigningKey(privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'))
  await signCheckpoint(server.database, key)
  const token = await server.token('AUDITOR')
  const text = await (await fetch((await requestExport(token, 'AUDIT_JSONL')).url)).text()
  const lines = text.trimEnd().split('\n')
  expect(JSON.parse(lines[0]!)).toEqual({ export: 'Lectern audit log', version: 1, isWhole: true })
  const { publicKey, checkpoint } = JSON.parse(lines.at(-2)!)
  const good = await verifyFile(text, '--key', publicKey)
  expect(good).toMatchObject({ code: 0, gaps: 0, checkpoints: 1, stderr: '' })
  expect(good.events).toBeGreaterThan(eventCount)
  expect(await verifyFile(text.replace('Change 700', 'Change 701'))).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Event \d+ was changed\.\n$/),
  })
  expect(await verifyFile([...lines.slice(0, 500), ...lines.slice(501)].join('\n'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('are missing.'),
  })
  const moved = [...lines.slice(0, 500), lines[501], lines[500], ...lines.slice(502)]
  expect(await verifyFile(moved.join('\n'))).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/Event (\d+) does not come after event \d+\./),
  })
  expect(await verifyFile([...lines.slice(0, 501), ...lines.slice(500)].join('\n'))).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Event (\d+) does not come after event \1\./),
  })
  expect(await verifyFile(rewrite(lines, 'nothing', 'nothing').join('\n'))).toMatchObject({ code: 0 })
  expect(await verifyFile(rewrite(lines, 'Change 700', 'Change 701').join('\n'))).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^The checkpoint at event \d+ has another hash: /),
  })
  expect(await verifyFile(lines.slice(0, 500).join('\n'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('the file was cut off'),
  })
  // What a signature covers cannot be left out, also when the numbers are corrected.
  const kept = lines.slice(1, -2).filter(line => JSON.parse(line).event.sequence < checkpoint.sequence)
  const shortened = [lines[0], ...kept, lines.at(-2), JSON.stringify({ end: true, events: kept.length })]
  expect(await verifyFile(shortened.join('\n'))).toMatchObject({
    code: 1,
    stderr: `Events up to ${checkpoint.sequence} are missing: a signed checkpoint names that event.\n`,
  })
  expect(await verifyFile([...lines.slice(0, -2), lines.at(-1)].join('\n'), '--key', publicKey)).toMatchObject({
    code: 1,
    stderr: 'No checkpoint is signed with this key.\n',
  })
  expect(await verifyFile(text, '--key', 'ab'.repeat(32))).toMatchObject({ code: 1 })
  expect(await verifyFile(text.replace(/"signature":"../, '"signature":"00'))).toMatchObject({ code: 1 })
})

test('a filter and the rights of the caller select the events, as in the query', async () => {
  const secret = await server.token('AUTHOR')
  const { grant } = server.database
  await grant.updateMany({ where: { role: 'AUTHOR' }, data: { packageId: pkg.id } })
  const filter = { search: 'change 1', actions: ['package.updated'] }
  const { url } = await requestExport(secret, 'AUDIT_JSONL', filter)
  const text = await (await fetch(url)).text()
  const lines = text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  const numbers = Array.from({ length: eventCount }, (_, number) => number)
  const expected = numbers.filter(number => number % 2 === 0 && number > 0 && String(number).startsWith('1'))
  expect(lines.slice(1, -1).map(({ event }) => event.after.number)).toEqual(expected)
  expect(lines.at(-1)).toEqual({ end: true, events: expected.length })
  expect(text).not.toMatch(/203\.0\.113\.9|request-1|harry/)
  const whole = await server.token('AUDITOR')
  const filtered = await (await fetch((await requestExport(whole, 'AUDIT_JSONL', filter)).url)).text()
  expect(await verifyFile(filtered)).toMatchObject({ code: 0, gaps: expect.any(Number), stderr: '' })
})

test('CSV has a line for each event, and no cell is a formula', async () => {
  const { url } = await requestExport(await server.token('AUDITOR'), 'AUDIT_CSV', { package: pkg.slug })
  const response = await fetch(url)
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const text = Buffer.from(await response.arrayBuffer()).toString()
  const lines = text.split('\r\n')
  expect(lines[0]).toMatch(/^\uFEFFnumber,time,action,/)
  expect(lines).toHaveLength(eventCount / 2 + 2)
  expect(lines[1]).toContain(
    `,${pkg.slug},,"'=SUM(""1"";2),\n–ü",,"{""ratio"":0.00000015,""number"":0}",203.0.113.9,request-1,`,
  )
})

test('findings are a table with a line for each place, and no cell is a formula', async () => {
  const target = await buildPackage(server.database)
  const packageId = target.id
  await buildDraft(server.database, { packageId })
  await buildDraftFile(server.database, { packageId, path: 'index.html' })
  const places = [
    { ordinal: 0, path: '=1.html', line: 3, written: '@a', correction: 'a "b"' },
    { ordinal: 1, path: 'b,c.html', line: null },
  ]
  await buildFinding(server.database, { packageId, cause: 'one', placeCount: 2, places: { create: places } })
  await buildFinding(server.database, { packageId, cause: 'two', severity: 'INFO', path: 'd.html' })
  await buildIgnoredFinding(server.database, { packageId, cause: 'two', reason: '-1' })
  const secret = await server.token('AUDITOR')
  const { url } = await requestExport(secret, 'FINDINGS_CSV', {}, target.slug)
  const response = await fetch(url)
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="lectern-findings-\d{4}-\d\d-\d\d\.csv"$/,
  )
  const what = 'A file is missing.,Add it.'
  expect(
    Buffer.from(await response.arrayBuffer())
      .toString()
      .split('\r\n'),
  ).toEqual([
    '\uFEFFseverity,code,new,ignored,path,line,written,correction,problem,fix,places,cause',
    `ERROR,FILE_MISSING,no,,'=1.html,3,'@a,"a ""b""",${what},2,one`,
    `ERROR,FILE_MISSING,no,,"b,c.html",,,,${what},2,one`,
    `INFO,FILE_MISSING,no,'-1,d.html,,,,${what},1,two`,
    '',
  ])
  const events = await server.database.auditEvent.findMany({ where: { packageId } })
  expect(events.map(({ action }) => action)).toEqual(['package.findingsExported'])
  expect((await requestExport(secret, 'FINDINGS_CSV')).code).toBe('INVALID_INPUT')
  expect((await requestExport(secret, 'FINDINGS_CSV', {}, 'nowhere')).code).toBe('NOT_FOUND')
})

test('findings begin with the one about the start page, and are refused once the package is no longer visible', async () => {
  const target = await buildPackage(server.database)
  await buildDraft(server.database, { packageId: target.id })
  const secret = await server.token('AUTHOR')
  const request = async () => fetch((await requestExport(secret, 'FINDINGS_CSV', {}, target.slug)).url)
  expect(await (await request()).text()).toMatch(/\r\nERROR,ROOT_PAGE_MISSING,no,,,,,,The package has no page/)
  const { url } = await requestExport(secret, 'FINDINGS_CSV', {}, target.slug)
  await server.database.grant.deleteMany({ where: { role: 'AUTHOR' } })
  expect((await fetch(url)).status).toBe(403)
})

test('rights are checked again at the download', async () => {
  const secret = await server.token('PUBLISHER')
  const { url } = await requestExport(secret, 'AUDIT_CSV')
  await server.database.grant.deleteMany({ where: { role: 'PUBLISHER' } })
  const response = await fetch(url)
  expect(response.status).toBe(403)
  expect(await response.text()).toContain('You are not allowed to export the audit log.')
  expect((await requestExport(secret, 'AUDIT_CSV')).code).toBe('FORBIDDEN')
})
