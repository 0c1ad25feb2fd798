import { afterAll, beforeAll, expect, test } from 'vitest'
import { Faults } from '../../sandbox/faults/faults.ts'
import { openTestApi, type TestApi } from '../test/api.ts'
import { startTestDropbox } from '../test/dropbox.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi({ DROPBOX_REFRESH_TOKEN: 'refresh' })
})
afterAll(() => api.close())

/** Opens the API on a stand-in for Dropbox, whose calls can be refused. */
async function open() {
  const faults = new Faults()
  const dropbox = api.dropboxAt(await startTestDropbox(['Lectern/a', 'Lectern/b'], faults))
  const request = async (text: string, variables: object = {}) =>
    api.request<Record<string, unknown>>(text, variables, { services: { dropbox } })
  return {
    list: (path: string) => request('query ($path: String!) { dropboxFolders(path: $path) { path } }', { path }),
    create: (path: string) =>
      request('mutation ($path: String!) { createPackage(input: { dropboxPath: $path }) { slug } }', { path }),
    connection: async () => {
      const { data } = await request('{ dropboxConnection { status problem { code message } } }')
      return data.dropboxConnection
    },
    refuse: (status: number, body: string | object, operation = '*') =>
      faults.add([
        {
          ...{ target: 'dropbox', operation, kind: 'status', times: 1_000, status },
          ...(typeof body === 'string'
            ? { body }
            : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        },
      ]),
    allow: () => faults.clear(),
  }
}

const tagged = (tag: string) => ({ error_summary: `${tag}/..`, error: { '.tag': tag } })

test('a refusal of Dropbox is reported with its reason by the folders, a new package, and the connection', async () => {
  const { list, create, connection, refuse, allow } = await open()
  expect((await list('')).errors).toEqual([])
  expect(await connection()).toEqual({ status: 'CONNECTED', problem: null })

  refuse(401, tagged('user_suspended'))
  const refused = [{ code: 'UNAVAILABLE', message: expect.stringContaining('has suspended the connected account') }]
  expect((await list('/Lectern')).errors).toMatchObject(refused)
  expect((await create('/Lectern/a')).errors).toMatchObject(refused)
  expect(await connection()).toEqual({
    status: 'REFUSED',
    problem: { code: 'DROPBOX_REFUSED', message: refused[0]!.message },
  })
  allow()
  expect((await list('/Lectern')).errors).toEqual([])
  expect(await connection()).toEqual({ status: 'CONNECTED', problem: null })

  refuse(409, tagged('path/locked'))
  const locked = [{ code: 'UNAVAILABLE', message: expect.stringContaining('(path/locked)') }]
  expect((await list('/Lectern')).errors).toMatchObject(locked)
  expect((await create('/Lectern/a')).errors).toMatchObject(locked)
  expect(await connection()).toMatchObject({ status: 'CONNECTED' })
})

test('a path that Dropbox does not accept is the fault of the caller', async () => {
  const { list, create, refuse, allow } = await open()
  const operations = ['files/list_folder', 'files/get_metadata']
  const malformed = [{ code: 'INVALID_INPUT', field: 'path', message: expect.stringContaining('is not a path') }]
  for (const operation of operations) refuse(409, tagged('path/malformed_path'), operation)
  expect((await list('/Lectern//a')).errors).toMatchObject(malformed)
  expect((await create('/Lectern//a')).errors).toMatchObject([{ code: 'INVALID_INPUT', field: 'input.dropboxPath' }])
  allow()
  for (const operation of operations)
    refuse(
      400,
      `Error in call to API function "files/list_folder": request body: path: 'x' did not match pattern`,
      operation,
    )
  expect((await list('/Lectern')).errors).toMatchObject(malformed)
  expect((await create('/Lectern')).errors).toMatchObject([{ code: 'INVALID_INPUT', field: 'input.dropboxPath' }])
  allow()
  expect((await list('Lectern/')).data.dropboxFolders).toHaveLength(2)
  expect((await list('/Nowhere')).errors).toMatchObject([{ code: 'NOT_FOUND' }])
})
