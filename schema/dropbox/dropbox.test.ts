import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCaller, buildPackage } from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'
import { startTestDropbox } from '../test/dropbox.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const connection = '{ dropboxConnection { status account connectedAt } }'

describe('the Dropbox connection', () => {
  test('is NOT_CONNECTED, CONNECTED, or REAUTHENTICATE', async () => {
    const notConnected = { status: 'NOT_CONNECTED', account: null, connectedAt: null }
    expect((await api.request(connection)).data).toEqual({ dropboxConnection: notConnected })
    const account = { accountId: 'dbid:1', account: 'harry@example.org', refreshToken: new Uint8Array([1]) }
    await api.database.dropboxConnection.create({ data: account })
    const connected = { status: 'CONNECTED', account: 'harry@example.org' }
    expect((await api.request(connection)).data).toMatchObject({ dropboxConnection: connected })
    await api.database.dropboxConnection.update({ where: { id: 1 }, data: { valid: false } })
    expect((await api.request(connection)).data).toMatchObject({ dropboxConnection: { status: 'REAUTHENTICATE' } })
  })

  test('is null for callers who may not read it', async () => {
    const pkg = await buildPackage(api.database)
    const caller = buildCaller({ role: 'AUTHOR', packageId: pkg.id })
    const text = '{ dropboxConnection { status } dropboxFolders { path } }'
    expect(await api.request(text, {}, { caller })).toEqual({
      data: { dropboxConnection: null, dropboxFolders: null },
      errors: [],
    })
  })
})

test('Dropbox folders name the packages that were made from them', async () => {
  await api.database.dropboxConnection.deleteMany()
  const services = { dropbox: api.dropboxAt(await startTestDropbox(['Lectern/a', 'Lectern/b'])) }
  const list = (args: string) =>
    api.request<{ dropboxFolders: object[] }>(`{ dropboxFolders${args} { path package { slug } } }`, {}, { services })
  const create = 'mutation { createPackage(input: { dropboxPath: "/Lectern/a" }) { slug } }'
  const { data } = await api.request<{ createPackage: { slug: string } }>(create, {}, { services })
  expect((await list('(path: "/Lectern")')).data.dropboxFolders).toEqual([
    { path: '/Lectern/a', package: { slug: data.createPackage.slug } },
    { path: '/Lectern/b', package: null },
  ])
  expect((await list('')).data.dropboxFolders).toEqual([{ path: '/Lectern', package: null }])
  expect((await list('(path: "/Nowhere")')).errors).toMatchObject([{ code: 'NOT_FOUND' }])
})
