import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../machine/command.ts'
import { sampleName } from '../sample/make.ts'
import * as operations from './operations.ts'
import { RunningLectern } from './running-lectern.ts'

// The command line as its users run it: a process of its own, with the token of a file or of the environment. Each test
// continues where the previous one ended.
let lectern: RunningLectern
const slug = 'the-hare-and-the-hedgehog'
const home = mkdtempSync(join(tmpdir(), 'lectern-cli-'))
const credentials = join(home, 'lectern/credentials.json')

beforeAll(async () => {
  lectern = await RunningLectern.start()
  await lectern.execute(operations.createPackage, { path: `/${sampleName}` })
})
afterAll(async () => {
  await lectern?.stop()
  rmSync(home, { recursive: true, force: true })
})

type Run = { code: number | null; stdout: string; stderr: string }
type Running = { output: Run; exited: Promise<Run>; kill: (signal: NodeJS.Signals) => void }

/** Starts the built program. No output of it may contain the owner's token. */
function start(args: string[], { env = {}, input }: { env?: Record<string, string>; input?: string } = {}): Running {
  const child = spawn(process.execPath, [join(root, 'cli/dist/lectern.js'), ...args], {
    env: { PATH: process.env.PATH, XDG_CONFIG_HOME: home, TZ: 'UTC', ...env },
    cwd: home,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const output: Run = { code: null, stdout: '', stderr: '' }
  child.stdout.on('data', chunk => (output.stdout += chunk))
  child.stderr.on('data', chunk => (output.stderr += chunk))
  child.stdin.end(input ?? '')
  const exited = new Promise<Run>(resolve =>
    child.once('close', code => {
      output.code = code
      resolve(output)
    }),
  )
  return { output, exited, kill: signal => child.kill(signal) }
}

async function run(args: string[], options: Parameters<typeof start>[1] = {}): Promise<Run> {
  const result = await start(args, options).exited
  expect(result.stdout + result.stderr).not.toContain(lectern.sandbox.ownerToken)
  return result
}

const json = (text: string) =>
  text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
const owner = () => ({ LECTERN_URL: lectern.sandbox.admin, LECTERN_TOKEN: lectern.sandbox.ownerToken })

test('says how to sign in before that, with exit code 3', async () => {
  expect(await run(['packages'])).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringContaining('lectern login'),
  })
  const wrong = `lect_${'x'.repeat(49)}`
  const refused = await run(['login', lectern.sandbox.admin], { input: wrong })
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('UNAUTHENTICATED') })
  expect(refused.stderr).not.toContain(wrong)
  const broken = await run(['login', lectern.sandbox.admin, '--json'], { input: 'lect_short' })
  expect(json(broken.stderr)).toEqual([{ error: expect.objectContaining({ code: 'UNAUTHENTICATED' }) }])
  expect(existsSync(credentials)).toBe(false)
})

test('keeps the token of a sign-in in a file that only the user can read', async () => {
  const { admin, ownerToken } = lectern.sandbox
  const signedIn = await run(['login', `${admin}/packages`], { input: `${ownerToken}\n` })
  expect(signedIn).toMatchObject({ code: 0, stdout: expect.stringContaining('"first-owner"') })
  expect(statSync(credentials).mode & 0o777).toBe(0o600)
  expect(JSON.parse(readFileSync(credentials, 'utf8'))).toEqual({ url: admin, token: ownerToken })
  const status = await run(['status'])
  expect(status).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/Signed in as +first-owner\n/) })
  // A token is never sent to another address than its own.
  expect(await run(['status'], { env: { LECTERN_URL: 'http://127.0.0.1:1' } })).toMatchObject({ code: 3 })
})

test('lists packages as a table and as JSON', async () => {
  expect((await run(['packages'])).stdout).toMatch(/^PACKAGE .*\nthe-hare-and-the-hedgehog +Empty +– +– +/)
  expect(json((await run(['packages', '--json'])).stdout)).toEqual([
    expect.objectContaining({ slug, status: 'EMPTY', draft: null }),
  ])
  expect((await run(['packages', '--search', 'nothing like this'])).stdout).toBe('No packages.\n')
})

test('prints each event once with events --follow, also across a restart of the server', {
  timeout: 600_000,
}, async () => {
  const following = start(['events', '--follow', '--package', slug, '--json'])
  await sleep(2_000)
  const synced = await run(['sync', slug, '--watch', '--json'])
  expect(synced.code, synced.stderr).toBe(0)
  const states = json(synced.stdout)
  expect(states.at(-1)).toMatchObject({ status: 'SUCCEEDED', filesDone: 23, finishedAt: expect.any(String) })
  lectern.kill('server')
  await lectern.waitUntilReady()
  const again = await run(['sync', slug, '--watch'])
  expect(again).toMatchObject({ code: 0, stdout: `Synchronized "${slug}": 0 files copied, 0 deleted, 23 unchanged.\n` })
  const query = `{ auditLog(last: 200, filter: { package: "${slug}" }) { nodes { cursor action } } }`
  await lectern.waitUntil(operations.packageState, { slug }, data => data.package.transcode?.finishedAt != null)
  await expect
    .poll(
      async () => {
        const { nodes } = (await lectern.execute(query)).auditLog
        const begin = nodes.findIndex(({ action }: { action: string }) => action === 'package.syncStarted')
        const printed = json(following.output.stdout).map(({ cursor }) => cursor)
        const expected = nodes.slice(begin).map(({ cursor }: { cursor: string }) => cursor)
        return JSON.stringify(printed) === JSON.stringify(expected) ? 'same' : { printed, expected }
      },
      { timeout: 60_000 },
    )
    .toBe('same')
  following.kill('SIGINT')
  expect(await following.exited).toMatchObject({ code: 130 })
  const after = json(following.output.stdout)[2].cursor
  const rest = await run(['events', '--after', after, '--package', slug, '--json'])
  expect(json(rest.stdout)[0]).toEqual(json(following.output.stdout)[3])
})

test('publishes with progress, and shows where the release is', { timeout: 600_000 }, async () => {
  const published = await run(['publish', slug, '--to', 'staging', '--watch', '--key', 'build-1', '--notes', 'First'])
  expect(published, published.stderr).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Release 1 of "the-hare-and-the-hedgehog" is at http/),
  })
  const same = await run(['publish', slug, '--to', 'staging', '--key', 'build-1', '--json'])
  expect(json(same.stdout).at(-1)).toMatchObject({ status: 'SUCCEEDED', release: { number: 1 } })
  const deployed = await run(['deploy', slug, '1', '--to', 'production', '--json'])
  expect(json(deployed.stdout)).toEqual([expect.objectContaining({ environment: { slug: 'production' } })])
  const state = await run(['status', slug])
  expect(state.stdout).toMatch(/Status +Published\n/)
  expect(state.stdout).toMatch(/production +release 1 since /)
})

test('ends with exit code 1 and the reason when a publication is blocked', async () => {
  const blocked = await run(['publish', slug, '--to', 'staging', '--watch'])
  expect(blocked).toMatchObject({ code: 1, stderr: expect.stringContaining('(NOTHING_CHANGED)') })
})

test('ends with exit code 2 for a wrong option and 4 for what does not exist', async () => {
  expect(await run(['sync'])).toMatchObject({ code: 2 })
  expect(await run(['sync', slug, '--fast'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--fast') })
  expect(await run([lectern.sandbox.ownerToken])).toMatchObject({ code: 2 })
  expect(await run(['deploy', slug, 'one', '--to', 'production'])).toMatchObject({ code: 2 })
  const missing = await run(['sync', 'nothing', '--json'])
  expect(missing.code).toBe(4)
  expect(json(missing.stderr)[0].error).toMatchObject({ code: 'NOT_FOUND', requestId: expect.any(String) })
  expect(await run(['events', '--after', 'x'])).toMatchObject({ code: 4 })
})

test('ends with exit code 6 when the synchronization waits for a person', { timeout: 600_000 }, async () => {
  const folder = join(lectern.dropboxFolder, 'many')
  mkdirSync(folder)
  for (let number = 0; number < 30; number++)
    writeFileSync(join(folder, `${number}.html`), `<!doctype html><p>${number}`)
  await lectern.execute(operations.createPackage, { path: '/many' })
  expect(await run(['sync', 'many', '--watch'])).toMatchObject({ code: 0 })
  for (let number = 1; number < 30; number++) rmSync(join(folder, `${number}.html`))
  const waiting = await run(['sync', 'many', '--watch'])
  expect(waiting).toMatchObject({ code: 6, stderr: expect.stringContaining('would delete 29 files') })
})

test('creates, lists, and revokes tokens, and a revoked token is refused', async () => {
  const created = await run([
    'tokens',
    'create',
    'portal',
    '--role',
    'AUDITOR',
    '--environment',
    'production',
    '--days',
    '30',
  ])
  expect(created).toMatchObject({ code: 0, stdout: expect.stringMatching(/^lect_\w{49}\n$/) })
  const env = { ...owner(), LECTERN_TOKEN: created.stdout.trim() }
  expect((await run(['status'], { env })).stdout).toMatch(/Signed in as +portal, until \d{4}-\d\d-\d\d/)
  expect(await run(['sync', slug], { env })).toMatchObject({ code: 4, stderr: expect.stringContaining('FORBIDDEN') })
  const portal = json((await run(['tokens', '--json'])).stdout).find(({ name }) => name === 'portal')
  expect(portal.grants).toEqual([{ role: 'AUDITOR', package: null, environment: { slug: 'production' } }])
  expect((await run(['tokens'])).stdout).toMatch(/portal +lect_\w{4} +Auditor in production +.* +Valid until /)
  expect(await run(['tokens', 'revoke', portal.id])).toMatchObject({ code: 0 })
  expect(await run(['status'], { env })).toMatchObject({ code: 3 })
})

test('ends with exit code 5 when nothing answers', async () => {
  const env = { LECTERN_URL: 'http://127.0.0.1:1', LECTERN_TOKEN: lectern.sandbox.ownerToken }
  const gone = await run(['deploy', slug, '1', '--to', 'production'], { env })
  expect(gone).toMatchObject({ code: 5, stderr: expect.stringContaining('does not answer') })
})
