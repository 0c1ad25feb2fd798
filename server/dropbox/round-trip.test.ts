import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requestTokens, unsealRefreshToken } from '@lectern/workflows/dropbox/oauth'
import { expect, onTestFinished, test, vi } from 'vitest'
import { buildPackage } from '../../domain/test/factories.ts'
import { startDropbox } from '../../sandbox/dropbox/dropbox.ts'
import { Faults } from '../../sandbox/faults/faults.ts'
import { freePorts } from '../../sandbox/machine/ports.ts'
import { invitePerson } from '../people/person.ts'
import { openLink } from '../test/people.ts'
import { openTestServer } from '../test/server.ts'

/** A server without a connection, and a Dropbox that notifies it of changes. */
async function build() {
  const directory = await mkdtemp(join(tmpdir(), 'lectern-connect-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const [port] = await freePorts(1)
  const server = await openTestServer({ DROPBOX_URL: `http://127.0.0.1:${port}`, DROPBOX_REFRESH_TOKEN: '' })
  onTestFinished(() => server.close())
  const app = { appKey: 'key', appSecret: 'secret', refreshToken: 'refresh', accessToken: 'sl.fixed' }
  const folder = join(directory, 'folder')
  const faults = new Faults()
  const dropbox = await startDropbox({
    ...app,
    ...{ folder, state: join(directory, 'state'), port: port!, faults },
    account: { name: 'Harry Hase', email: 'harry@example.org' },
    webhook: { url: `${server.admin}/hooks/dropbox` },
  })
  onTestFinished(() => dropbox.close())
  const person = { email: 'ada@example.org', name: 'Ada Admin', role: ['OWNER'] }
  const { signIn } = await invitePerson({ settings: server.configuration, database: server.database }, person)
  const cookie = (await openLink(signIn))!
  /** Follows the redirects from Lectern to Dropbox and back. Returns the last address. */
  const connect = async () => {
    let address = `${server.admin}/dropbox/connect`
    for (const step of [1, 2, 3]) {
      const response = await fetch(address, { redirect: 'manual', headers: { cookie } })
      address = new URL(response.headers.get('location')!, address).href
      expect([step, response.status < 400]).toEqual([step, true])
    }
    return address
  }
  const ask = (text: string) => server.ask(text, {}, { cookie })
  return { server, folder, faults, connect, ask }
}

test('the server lists Dropbox folders and receives changes after a person connects Dropbox in a browser', async () => {
  const { server, folder, connect, ask } = await build()
  const stateQuery = '{ dropboxConnection { status account } dropboxFolders { name } }'
  const before = await ask(stateQuery)
  expect(before.data.dropboxConnection).toEqual({ status: 'NOT_CONNECTED', account: null })
  expect(before.errors?.[0]?.extensions).toMatchObject({
    code: 'REAUTHENTICATE',
    problems: [{ code: 'DROPBOX_DISCONNECTED' }],
  })

  expect(await connect()).toBe(`${server.admin}/dropbox?dropbox=connected`)
  expect(await ask(stateQuery)).toMatchObject({
    data: { dropboxConnection: { status: 'CONNECTED', account: 'Harry Hase (harry@example.org)' }, dropboxFolders: [] },
  })

  const { id } = await buildPackage(server.database, { autoSyncMinutes: 10, polledAt: new Date() })
  await writeFile(join(folder, 'new.txt'), 'new')
  await vi.waitFor(async () => {
    const { polledAt } = await server.database.package.findUniqueOrThrow({ where: { id } })
    expect(polledAt).toBeNull()
  }, 20_000)
})

test('a person disconnects Dropbox here and there, and connects it again', async () => {
  const { server, faults, connect, ask } = await build()
  await connect()
  const { database, configuration } = server
  const refreshToken = async () =>
    unsealRefreshToken(configuration, await database.dropboxConnection.findUniqueOrThrow({ where: { id: 1 } }))
  const isAccepted = async (token: string) =>
    (await requestTokens(configuration, { grant_type: 'refresh_token', refresh_token: token })) !== null
  const disconnect = `mutation { disconnectDropbox { revoked
    connection { status account connectedBy { name } disconnectedAt disconnectedBy { name } problem { code } } } }`
  const folders = '{ dropboxFolders { name } }'
  const first = (await refreshToken())!
  expect((await ask(folders)).errors).toBeUndefined()
  expect(await isAccepted(first)).toBe(true)

  const by = { name: 'Ada Admin' }
  const connection = {
    ...{ status: 'NOT_CONNECTED', account: 'Harry Hase (harry@example.org)', connectedBy: by },
    ...{ disconnectedAt: expect.any(String), disconnectedBy: by, problem: { code: 'DROPBOX_DISCONNECTED' } },
  }
  const disconnected = { data: { disconnectDropbox: { revoked: true, connection } } }
  expect(await ask(disconnect)).toMatchObject(disconnected)
  expect(await ask(disconnect)).toMatchObject(disconnected)
  expect(await refreshToken()).toBeNull()
  expect(await isAccepted(first)).toBe(false)
  await vi.waitFor(
    async () => expect((await ask(folders)).errors?.[0]?.extensions).toMatchObject({ code: 'REAUTHENTICATE' }),
    10_000,
  )

  await connect()
  expect((await ask(folders)).errors).toBeUndefined()
  const second = (await refreshToken())!
  faults.add([{ target: 'dropbox', operation: 'auth/token/revoke', times: 1, kind: 'status', status: 503 }])
  expect(await ask(disconnect)).toMatchObject({ data: { disconnectDropbox: { revoked: false, connection } } })
  expect([await refreshToken(), await isAccepted(second)]).toEqual([null, true])
  expect(await database.auditEvent.count({ where: { action: 'dropbox.disconnected' } })).toBe(2)
})
