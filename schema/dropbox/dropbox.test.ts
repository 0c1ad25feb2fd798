import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCaller, buildPackage } from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const connection = '{ dropboxConnection { status account connectedAt } }'

describe('the Dropbox connection', () => {
  test('is not there, is there, and must be made again', async () => {
    const nothing = { status: 'NOT_CONNECTED', account: null, connectedAt: null }
    expect((await api.request(connection)).data).toEqual({ dropboxConnection: nothing })
    const account = { accountId: 'dbid:1', account: 'harry@example.org', refreshToken: new Uint8Array([1]) }
    await api.database.dropboxConnection.create({ data: account })
    const connected = { status: 'CONNECTED', account: 'harry@example.org' }
    expect((await api.request(connection)).data).toMatchObject({ dropboxConnection: connected })
    await api.database.dropboxConnection.update({ where: { id: 1 }, data: { valid: false } })
    expect((await api.request(connection)).data).toMatchObject({ dropboxConnection: { status: 'REAUTHENTICATE' } })
  })

  test('is for whoever may read it', async () => {
    const pkg = await buildPackage(api.database)
    const caller = buildCaller({ role: 'AUTHOR', packageId: pkg.id })
    const text = '{ dropboxConnection { status } dropboxFolders { path } }'
    expect(await api.request(text, {}, { caller })).toEqual({
      data: { dropboxConnection: null, dropboxFolders: null },
      errors: [],
    })
  })
})

test('the folders of Dropbox say which are packages already', async () => {
  const pkg = await buildPackage(api.database)
  const dropboxFolders = async (path: string) => [
    { path: `${path}/a`, name: 'a', packageId: pkg.id },
    { path: `${path}/b`, name: 'b', packageId: null },
  ]
  const ask = (args: string) =>
    api.request(`{ dropboxFolders${args} { path package { slug } } }`, {}, { lookups: { dropboxFolders } })
  const folders = (path: string) => [
    { path: `${path}/a`, package: { slug: pkg.slug } },
    { path: `${path}/b`, package: null },
  ]
  expect((await ask('(path: "/Lectern")')).data).toEqual({ dropboxFolders: folders('/Lectern') })
  expect((await ask('')).data).toEqual({ dropboxFolders: folders('') })
})
