import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { buildDraft, buildDraftFile, buildGrant, buildPackage, buildUser } from '../../domain/test/factories.ts'
import { startDropbox } from '../../sandbox/dropbox/dropbox.ts'
import { Faults } from '../../sandbox/faults/faults.ts'
import { invitePerson } from '../people/person.ts'
import { openLink } from '../test/people.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  // Temporal is unreachable because mutations must not depend on it.
  server = await openTestServer({ TEMPORAL_ADDRESS: '127.0.0.1:1' })
})
afterAll(() => server.close())

const sync = 'mutation ($slug: String!) { synchronizePackage(slug: $slug) { id status startedBy { name } } }'
const cancel = 'mutation ($id: ID!) { cancelSync(id: $id) { id status } }'
const publish =
  'mutation ($slug: String!, $to: String!) { publishPackage(slug: $slug, environment: $to) { id status blockers { code } } }'
const preview =
  'mutation ($slug: String!, $for: Int) { createPreviewLink(slug: $slug, expiresInSeconds: $for) { url link { id } } }'

async function as(role: Parameters<TestServer['token']>[0]) {
  const authorization = `Bearer ${await server.token(role)}`
  return (query: string, variables: object) => server.ask(query, variables, { authorization })
}

describe('synchronizing', () => {
  test('opens a run or joins the open one, without Temporal', async () => {
    const { slug } = await buildPackage(server.database)
    const ask = await as('AUTHOR')
    // The first request of a process is slow.
    await ask(sync, { slug: 'nothing' })
    const startedAt = performance.now()
    const first = (await ask(sync, { slug })).data.synchronizePackage
    expect(performance.now() - startedAt).toBeLessThan(10_000)
    expect(first.status).toBe('RUNNING')
    expect((await ask(sync, { slug })).data.synchronizePackage.id).toBe(first.id)
    expect((await ask(cancel, { id: first.id })).data.cancelSync.id).toBe(first.id)
    const row = await server.database.syncRun.findFirstOrThrow({ where: { package: { slug } } })
    expect(row.cancelRequestedAt).not.toBeNull()
    const { id } = await server.database.package.findUniqueOrThrow({ where: { slug } })
    const events = await server.database.auditEvent.findMany({ where: { packageId: id }, orderBy: { sequence: 'asc' } })
    expect(events.map(event => event.action)).toEqual([
      'package.syncStarted',
      'package.syncJoined',
      'package.syncCancelRequested',
    ])
    expect(events[0]).toMatchObject({ ip: '127.0.0.1', requestId: expect.any(String) })
  })

  test('is FORBIDDEN with read permission only, and NOT_FOUND without it', async () => {
    const [mine, other] = [await buildPackage(server.database), await buildPackage(server.database)]
    expect((await (await as('AUDITOR'))(sync, { slug: mine.slug })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    const user = await buildUser(server.database)
    await buildGrant(server.database, { userId: user.id, role: 'AUTHOR', packageId: mine.id })
    const { signIn } = await invitePerson(
      { settings: server.configuration, database: server.database },
      { email: user.email, role: [] },
    )
    const cookie = (await openLink(signIn))!
    const synchronizeAsAuthor = (slug: string) => server.ask(sync, { slug }, { cookie })
    expect((await synchronizeAsAuthor(mine.slug)).data.synchronizePackage.startedBy.name).toBe(user.name)
    const codes = [await synchronizeAsAuthor(other.slug), await synchronizeAsAuthor('there-is-none')].map(
      ({ errors }) => errors?.[0]?.extensions.code,
    )
    expect(codes).toEqual(['NOT_FOUND', 'NOT_FOUND'])
    expect((await server.ask(sync, { slug: mine.slug })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })
})

test('verifying records the address of the client', async () => {
  const { packageId } = await buildDraft(server.database)
  const { slug } = await server.database.package.findUniqueOrThrow({ where: { id: packageId } })
  await (await as('AUTHOR'))('mutation ($slug: String!) { verifyPackage(slug: $slug) { id } }', { slug })
  const started = await server.database.auditEvent.findMany({ where: { packageId, action: 'package.verifyStarted' } })
  expect(started).toMatchObject([{ subjectType: 'VerificationRun', ip: '127.0.0.1' }])
})

describe('publishing', () => {
  test('requires permission and an existing environment', async () => {
    const { slug, id } = await buildPackage(server.database)
    await buildDraft(server.database, { packageId: id })
    await buildDraftFile(server.database, { packageId: id, path: 'index.html' })
    expect((await (await as('AUTHOR'))(publish, { slug, to: 'staging' })).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    )
    const ask = await as('PUBLISHER')
    expect((await ask(publish, { slug, to: 'nowhere' })).errors?.[0]?.extensions.code).toBe('NOT_FOUND')
    const { data } = await ask(publish, { slug, to: 'staging' })
    expect(data.publishPackage).toMatchObject({ status: 'QUEUED', blockers: [] })
    const stop = 'mutation ($id: ID!) { cancelPublication(id: $id) { id } }'
    expect((await ask(stop, { id: data.publishPackage.id })).data.cancelPublication.id).toBe(data.publishPackage.id)
    expect((await ask(stop, { id: 'nonsense' })).errors?.[0]?.extensions.code).toBe('NOT_FOUND')
  })
})

describe('a preview link', () => {
  test('opens on the content host', async () => {
    const { slug, id } = await buildPackage(server.database)
    await buildDraft(server.database, { packageId: id })
    await server.draftFile(id, 'index.html', '<p>Draft</p>')
    const { data } = await (await as('AUTHOR'))(preview, { slug })
    expect(data.createPreviewLink.url).toMatch(new RegExp(`^${server.content}/preview/[\\w-]{32}/${slug}/$`))
    expect(await (await fetch(data.createPreviewLink.url)).text()).toMatch(/^<p>Draft<\/p>/)
  })

  test('rejects a lifetime outside one minute to 90 days', async () => {
    const { slug } = await buildPackage(server.database)
    const { errors } = await (await as('AUTHOR'))(preview, { slug, for: 5 })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'expiresInSeconds' })
  })
})

async function buildDropbox() {
  const directory = await mkdtemp(join(tmpdir(), 'lectern-dropbox-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const folder = join(directory, 'folder')
  await mkdir(join(folder, 'Physics/Hase & Igel'), { recursive: true })
  await writeFile(join(folder, 'Physics/readme.txt'), 'not a folder')
  const app = { appKey: 'key', appSecret: 'secret', refreshToken: 'refresh', accessToken: 'sl.fixed' }
  const account = { name: 'Harry Hase', email: 'harry@example.org' }
  return startDropbox({ ...app, account, folder, state: join(directory, 'state'), port: 0, faults: new Faults() })
}

describe('Dropbox', () => {
  const folders = 'query ($path: String!) { dropboxFolders(path: $path) { path name package { slug } } }'
  const create = 'mutation ($input: CreatePackageInput!) { createPackage(input: $input) { slug title dropboxPath } }'

  test('lists its folders, and one of them becomes a package', async () => {
    const dropbox = await buildDropbox()
    const connected = await openTestServer({ DROPBOX_URL: dropbox.url })
    try {
      const headers = { authorization: `Bearer ${await connected.token('AUTHOR')}` }
      const ask = (query: string, variables: object) => connected.ask(query, variables, headers)
      const path = '/Physics/Hase & Igel'
      expect((await ask(folders, { path: '/physics' })).data.dropboxFolders).toEqual([
        { path, name: 'Hase & Igel', package: null },
      ])
      const { data } = await ask(create, { input: { dropboxPath: '/physics/hase & igel/' } })
      expect(data.createPackage).toEqual({ slug: 'hase-igel', title: 'Hase & Igel', dropboxPath: path })
      expect((await ask(folders, { path: '/Physics' })).data.dropboxFolders[0].package).toEqual({ slug: 'hase-igel' })
      const again = await ask(create, { input: { dropboxPath: path } })
      expect(again.errors?.[0]?.extensions.code).toBe('CONFLICT')
      const missing = await ask(create, { input: { dropboxPath: '/Physics/readme.txt' } })
      expect(missing.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'input.dropboxPath' })
      expect((await ask(create, { input: { dropboxPath: '/' } })).errors?.[0]?.extensions.code).toBe('INVALID_INPUT')
      expect((await ask(folders, { path: '/Nowhere' })).errors?.[0]?.extensions.code).toBe('NOT_FOUND')
    } finally {
      await connected.close()
      await dropbox.close()
    }
  })
})
