import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
  const dropbox = await startDropbox({
    ...app,
    ...{ folder, state: join(directory, 'state'), port: port!, faults: new Faults() },
    account: { name: 'Harry Hase', email: 'harry@example.org' },
    webhook: { url: `${server.admin}/hooks/dropbox` },
  })
  onTestFinished(() => dropbox.close())
  return { server, folder }
}

test('the server lists Dropbox folders and receives changes after a person connects Dropbox in a browser', async () => {
  const { server, folder } = await build()
  const person = { email: 'ada@example.org', name: 'Ada Admin', role: ['OWNER'] }
  const { signIn } = await invitePerson({ settings: server.configuration, database: server.database }, person)
  const cookie = (await openLink(signIn))!
  const stateQuery = '{ dropboxConnection { status account } dropboxFolders { name } }'
  const before = await server.ask(stateQuery, {}, { cookie })
  expect(before.data.dropboxConnection).toEqual({ status: 'NOT_CONNECTED', account: null })
  expect(before.errors?.[0]?.extensions).toMatchObject({
    code: 'REAUTHENTICATE',
    problems: [{ code: 'DROPBOX_DISCONNECTED' }],
  })

  let address = `${server.admin}/dropbox/connect`
  for (const step of [1, 2, 3]) {
    const response = await fetch(address, { redirect: 'manual', headers: { cookie } })
    address = new URL(response.headers.get('location')!, address).href
    expect([step, response.status < 400]).toEqual([step, true])
  }
  expect(address).toBe(`${server.admin}/dropbox?dropbox=connected`)
  expect(await server.ask(stateQuery, {}, { cookie })).toMatchObject({
    data: { dropboxConnection: { status: 'CONNECTED', account: 'Harry Hase (harry@example.org)' }, dropboxFolders: [] },
  })

  const { id } = await buildPackage(server.database, { autoSyncMinutes: 10, polledAt: new Date() })
  await writeFile(join(folder, 'new.txt'), 'new')
  await vi.waitFor(async () => {
    const { polledAt } = await server.database.package.findUniqueOrThrow({ where: { id } })
    expect(polledAt).toBeNull()
  }, 20_000)
})
