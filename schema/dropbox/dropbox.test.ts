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

describe('a Dropbox folder that a person chooses', () => {
  const folders = ['Course/Lesson/pages', 'Course/Lesson/videos', 'Course/Other', 'Free/Inside']
  const create = (path: string) => `mutation { createPackage(input: { dropboxPath: "${path}" }) { slug } }`
  const text = `query ($path: String!) { dropboxFolder(path: $path) {
    path name package { slug } archivedPackage { slug } problem { code message path } parents { path problem { path } } } }`
  type Data = { dropboxFolder: { problem: object | null; parents: object[] } | null }

  async function openDropbox() {
    const services = { dropbox: api.dropboxAt(await startTestDropbox(folders)) }
    await api.database.package.deleteMany()
    const ask = async (path: string, options = {}) =>
      (await api.request<Data>(text, { path }, { services, ...options })).data.dropboxFolder
    return { services, ask }
  }

  test('says why it cannot become a package, and which of the folders around it can', async () => {
    const { services, ask } = await openDropbox()
    await api.request(create('/Course/Lesson/pages'), {}, { services })
    const [inside, same, around] = await Promise.all(
      ['/Course/Lesson/videos', '/Course/Lesson/pages', '/Course/Lesson'].map(path => ask(path)),
    )
    const path = '/Course/Lesson/pages'
    expect(inside).toMatchObject({
      ...{ problem: null, package: null },
      parents: [
        { path: '/Course', problem: { path } },
        { path: '/Course/Lesson', problem: { path } },
      ],
    })
    expect(same).toMatchObject({ package: { slug: 'pages' }, problem: { code: 'FOLDER_TAKEN' } })
    const message = expect.stringContaining('contains the folder of the package "pages"')
    expect(around).toMatchObject({ package: null, problem: { code: 'FOLDER_TAKEN', message, path } })
    expect(await ask('/Course/Other')).toMatchObject({ problem: null })
  })

  test('is free again after its package was archived, which it names', async () => {
    const { services, ask } = await openDropbox()
    await api.request(create('/Course/Lesson'), {}, { services })
    await api.request('mutation { archivePackage(slug: "lesson") { slug } }')
    expect(await ask('/Course/Lesson')).toMatchObject({
      ...{ package: null, archivedPackage: { slug: 'lesson' }, problem: null },
      parents: [{ path: '/Course', problem: null }],
    })
    const { data } = await api.request(create('/Course/Lesson'), {}, { services })
    expect(data).toEqual({ createPackage: { slug: 'lesson-2' } })
    expect(await ask('/Course/Lesson')).toMatchObject({ package: { slug: 'lesson-2' }, archivedPackage: null })
    const { errors } = await api.request('mutation { restorePackage(slug: "lesson") { slug } }')
    expect(errors).toMatchObject([{ code: 'CONFLICT', problems: [{ code: 'FOLDER_TAKEN' }] }])
  })

  test('is null for the root and for what is not there', async () => {
    const { ask } = await openDropbox()
    expect([await ask(''), await ask('/'), await ask('/Nowhere')]).toEqual([null, null, null])
  })

  test('counts the packages in it, but not archived ones', async () => {
    const { services } = await openDropbox()
    for (const path of ['/Course/Lesson/pages', '/Course/Lesson/videos', '/Course/Other', '/Free'])
      await api.request(create(path), {}, { services })
    await api.request('mutation { archivePackage(slug: "videos") { slug } }')
    const text = `{ root: dropboxFolders { path packagesInside } course: dropboxFolders(path: "/Course") { path packagesInside } }`
    expect((await api.request(text, {}, { services })).data).toEqual({
      root: [
        { path: '/Course', packagesInside: 2 },
        { path: '/Free', packagesInside: 0 },
      ],
      course: [
        { path: '/Course/Lesson', packagesInside: 1 },
        { path: '/Course/Other', packagesInside: 0 },
      ],
    })
  })

  test('is found by words of its name at any depth, with its package', async () => {
    const { services } = await openDropbox()
    await api.request(create('/Course/Lesson'), {}, { services })
    const text = `query ($path: String!, $search: String) {
      dropboxFolders(path: $path, search: $search) { path package { slug } problem { path } } }`
    const find = async (search: string, path = '') =>
      (await api.request<{ dropboxFolders: object[] }>(text, { path, search }, { services })).data.dropboxFolders
    expect(await find(' less')).toEqual([
      { path: '/Course/Lesson', package: { slug: 'lesson' }, problem: { path: '/Course/Lesson' } },
    ])
    expect(await find('videos')).toMatchObject([{ path: '/Course/Lesson/videos', problem: { path: '/Course/Lesson' } }])
    expect(await find('inside')).toEqual([{ path: '/Free/Inside', package: null, problem: null }])
    expect(await find('inside', '/Course')).toEqual([])
    expect(await find(' ')).toHaveLength(2)
  })

  test('suggests the slug that its package would get', async () => {
    const { services } = await openDropbox()
    const text = '{ dropboxFolder(path: "/Course/Other") { suggestedSlug } }'
    const suggested = async () => (await api.request(text, {}, { services })).data
    expect(await suggested()).toEqual({ dropboxFolder: { suggestedSlug: 'other' } })
    await buildPackage(api.database, { slug: 'other' })
    expect(await suggested()).toEqual({ dropboxFolder: { suggestedSlug: 'other-2' } })
  })

  test('is asked for alone when Dropbox has to be asked again', async () => {
    const { services } = await openDropbox()
    for (const field of ['contents { files }', 'parents { path }']) {
      const list = await api.request(`{ dropboxFolders(path: "/Course") { ${field} } }`, {}, { services })
      expect(list.errors[0]).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('dropboxFolder') })
    }
  })

  test('tells what it holds, with its subfolders', async () => {
    const { services } = await openDropbox()
    const contents =
      '{ dropboxFolder(path: "/Course") { contents { files folders pages videos bytes changedAt complete } } }'
    expect((await api.request(contents, {}, { services })).data).toEqual({
      dropboxFolder: {
        contents: { files: 0, folders: 4, pages: 0, videos: 0, bytes: 0, changedAt: null, complete: true },
      },
    })
  })
})
