import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCaller, buildOpenRun, buildPackage } from '../../domain/test/factories.ts'
import { openTestApi, type RequestOptions, type TestApi } from '../test/api.ts'
import { startTestDropbox } from '../test/dropbox.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi({ DROPBOX_REFRESH_TOKEN: 'refresh' })
})
afterAll(() => api.close())

const updateText = `mutation ($slug: String!, $input: UpdatePackageInput!) {
  updatePackage(slug: $slug, input: $input) { title dropboxPath currentSyncRun { status } } }`
const createText = 'mutation ($path: String!) { createPackage(input: { dropboxPath: $path }) { slug } }'

/** Opens the API on a Dropbox with these folders, and creates packages from the first ones. */
async function open(folders: string[], packages: number) {
  const services = { dropbox: api.dropboxAt(await startTestDropbox(folders)) }
  const request = (text: string, variables: object, options: RequestOptions = {}) =>
    api.request<Record<string, unknown>>(text, variables, { services, ...options })
  for (const path of folders.slice(0, packages)) expect((await request(createText, { path })).errors).toEqual([])
  const update = async (slug: string, input: object, options?: RequestOptions) => {
    const { data, errors } = await request(updateText, { slug, input }, options)
    return errors[0] ?? data.updatePackage
  }
  return { update, request, find: (slug: string) => api.database.package.findUniqueOrThrow({ where: { slug } }) }
}

test('a package gets another folder by the rules of a new package, and is synchronized as a whole', async () => {
  const { update, find, request } = await open(['Old/One', 'Old/Two', 'Old/Two/Inside', 'New/One'], 2)
  const before = await find('one')
  expect(await update('one', { dropboxPath: '/Nowhere' })).toMatchObject({
    ...{ code: 'INVALID_INPUT', field: 'input.dropboxPath' },
  })
  expect(await update('one', { dropboxPath: '/' })).toMatchObject({ code: 'INVALID_INPUT' })
  for (const dropboxPath of ['/Old/Two', '/Old/Two/Inside', '/Old'])
    expect(await update('one', { dropboxPath, title: 'Changed' })).toMatchObject({
      ...{ code: 'CONFLICT', problems: [{ code: 'FOLDER_TAKEN' }] },
    })
  // Whoever may change one package must not read any other folder of the account through it.
  const author = buildCaller({ role: 'AUTHOR', packageId: before.id })
  expect(await update('one', { dropboxPath: '/New/One' }, { caller: author })).toMatchObject({ code: 'FORBIDDEN' })
  expect(await find('one')).toEqual(before)
  expect(await update('one', { dropboxPath: '/old/one' })).toMatchObject({ currentSyncRun: null })

  expect(await update('one', { dropboxPath: 'New/One/', title: 'Changed' })).toEqual({
    ...{ title: 'Changed', dropboxPath: '/New/One', currentSyncRun: { status: 'RUNNING' } },
  })
  const after = await find('one')
  expect(after).toMatchObject({ slug: 'one', cursor: null })
  expect(after.dropboxId).not.toBe(before.dropboxId)
  const run = await api.database.syncRun.findFirstOrThrow({ where: { packageId: before.id } })
  expect(run).toMatchObject({ full: true, movedFrom: '/Old/One' })
  const events = await api.database.auditEvent.findMany({
    where: { packageId: before.id },
    orderBy: { sequence: 'asc' },
  })
  expect(events.map(({ action }) => action)).toEqual([
    ...['package.created', 'package.folderChosen', 'package.syncStarted', 'package.updated'],
  ])
  expect(events[1]).toMatchObject({ before: { dropboxPath: '/Old/One' }, after: { dropboxPath: '/New/One' } })

  // The run copies from this folder, so there is no other one before its end.
  expect(await update('one', { dropboxPath: '/Old/One' })).toMatchObject({
    ...{ code: 'CONFLICT', message: expect.stringContaining('is being synchronized') },
  })
  await api.database.syncRun.update({
    where: { id: run.id },
    data: { status: 'WAITING_FOR_FOLDER', folderChoices: [] },
  })
  expect(await update('one', { dropboxPath: '/Old/One' })).toMatchObject({ dropboxPath: '/Old/One' })
  await request('mutation { archivePackage(slug: "two") { slug } }', {})
  expect(await update('two', { dropboxPath: '/New/One' })).toMatchObject({ code: 'CONFLICT' })
})

test('a run that waits for the choice of a folder offers both, and takes one of them', async () => {
  const { request } = await open(['Waves'], 0)
  const folder = (name: string) => ({ dropboxId: `id:${name}`, path: `/${name}`, pathLower: `/${name}`, name })
  const pkg = await buildPackage(api.database, { dropboxId: 'id:old' })
  const choices = { status: 'WAITING_FOR_FOLDER', folderChoices: [folder('old'), folder('new')] } as const
  const run = await buildOpenRun(api.database, { packageId: pkg.id, ...choices })
  const id = globalId('SyncRun', run.id)
  const asked = await request(
    'query ($id: ID!) { syncRun(id: $id) { status folderChoices { path name problem { code } package { slug } } } }',
    { id },
  )
  const choice = { problem: null, package: null }
  expect(asked.data.syncRun).toEqual({
    status: 'WAITING_FOR_FOLDER',
    folderChoices: [
      { ...choice, path: '/old', name: 'old', package: { slug: pkg.slug } },
      { ...choice, path: '/new', name: 'new' },
    ],
  })
  const text = 'mutation ($id: ID!, $path: String!) { chooseSyncFolder(id: $id, dropboxPath: $path) { id } }'
  const choose = async (path: string, options?: RequestOptions) =>
    (await request(text, { id, path }, options)).errors.map(({ code }) => code)
  expect(await choose('/other')).toEqual(['INVALID_INPUT'])
  expect(await choose('/new', { caller: buildCaller({ role: 'AUDITOR' }) })).toEqual(['FORBIDDEN'])
  expect(await choose('/new', { caller: buildCaller({ role: 'AUTHOR', packageId: pkg.id }) })).toEqual([])
  const chosen = await api.database.syncRun.findUniqueOrThrow({ where: { id: run.id } })
  expect(chosen).toMatchObject({ chosenFolderId: 'id:new', status: 'WAITING_FOR_FOLDER' })
  await api.database.syncRun.update({ where: { id: run.id }, data: { status: 'RUNNING' } })
  expect(await choose('/new')).toEqual(['CONFLICT'])
})
