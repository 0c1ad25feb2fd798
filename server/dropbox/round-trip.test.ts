import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startDropbox } from '../../sandbox/dropbox/dropbox.ts'
import { Faults } from '../../sandbox/faults/faults.ts'
import { freePorts } from '../../sandbox/machine/ports.ts'
import { buildPackage } from '../../domain/test/factories.ts'
import { invitePerson } from '../access/person.ts'
import { openTestServer } from '../test/server.ts'

/** A server that has never been connected, and a Dropbox that tells it of changes. */
async function build() {
  const place = await mkdtemp(join(tmpdir(), 'lectern-connect-'))
  onTestFinished(() => rm(place, { recursive: true, force: true }))
  const [port] = await freePorts(1)
  const server = await openTestServer({ DROPBOX_URL: `http://127.0.0.1:${port}`, DROPBOX_REFRESH_TOKEN: '' })
  onTestFinished(() => server.close())
  const app = { appKey: 'key', appSecret: 'secret', refreshToken: 'refresh', accessToken: 'sl.fixed' }
  const folder = join(place, 'folder')
  const dropbox = await startDropbox({
    ...app,
    ...{ folder, state: join(place, 'state'), port: port!, faults: new Faults() },
    account: { name: 'Harry Hase', email: 'harry@example.org' },
    webhook: { url: `${server.admin}/hooks/dropbox` },
  })
  onTestFinished(() => dropbox.close())
  return { server, folder }
}

test('a person connects Dropbox as a browser does; then its folders are there, and its changes are heard of', async () => {
  const { server, folder } = await build()
  const given = { email: 'ada@example.org', name: 'Ada Admin', role: ['OWNER'] }
  const { signIn } = await invitePerson({ settings: server.configuration, database: server.database }, given)
  const cookie = (await fetch(signIn, { redirect: 'manual' })).headers.getSetCookie()[0]!.split(';')[0]!
  const state = '{ dropboxConnection { status account } dropboxFolders { name } }'
  const before = await server.ask(state, {}, { cookie })
  expect(before.data.dropboxConnection).toEqual({ status: 'NOT_CONNECTED', account: null })
  expect(before.errors?.[0]?.extensions.code).toBe('REAUTHENTICATE')

  let address = `${server.admin}/dropbox/connect`
  for (const steps of [1, 2, 3]) {
    const answer = await fetch(address, { redirect: 'manual', headers: { cookie } })
    address = new URL(answer.headers.get('location')!, address).href
    expect([steps, answer.status < 400]).toEqual([steps, true])
  }
  expect(address).toBe(`${server.admin}/packages?dropbox=connected`)
  expect(await server.ask(state, {}, { cookie })).toMatchObject({
    data: { dropboxConnection: { status: 'CONNECTED', account: 'Harry Hase (harry@example.org)' }, dropboxFolders: [] },
  })

  const { id } = await buildPackage(server.database, { autoSyncMinutes: 10, polledAt: new Date() })
  await writeFile(join(folder, 'new.txt'), 'new')
  await vi.waitFor(async () => {
    const { polledAt } = await server.database.package.findUniqueOrThrow({ where: { id } })
    expect(polledAt).toBeNull()
  }, 20_000)
})
