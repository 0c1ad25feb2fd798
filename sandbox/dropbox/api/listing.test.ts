import { appendFile, chmod, mkdir, readFile, rename, rm, symlink, utimes } from 'node:fs/promises'
import type { Dropbox, files } from 'dropbox'
import { expect, test } from 'vitest'
import { startTestDropbox, summarize } from '../test-dropbox.ts'

const list = async (dropbox: Dropbox, path = '') => (await dropbox.filesListFolder({ path, recursive: true })).result
const listContinue = async (dropbox: Dropbox, { cursor }: { cursor: string }) =>
  (await dropbox.filesListFolderContinue({ cursor })).result
const failure = (call: Promise<unknown>) => call.then(() => undefined).catch(error => error)
const byPath = ({ entries }: files.ListFolderResult, path: string) =>
  entries.find(entry => entry.path_lower === path) as files.FileMetadataReference

test('lists files and folders recursively, in the format of the API', async () => {
  const { dropbox } = await startTestDropbox({ 'Course/Étude.TXT': 'hello rdrop2', 'Course/.DS_Store': 'x' })
  const { entries, has_more } = await list(dropbox)
  expect(has_more).toBe(false)
  expect(summarize(entries)).toEqual(['folder /course', 'file /course/.ds_store', 'file /course/étude.txt'])
  expect(entries[0]).toEqual({
    '.tag': 'folder',
    name: 'Course',
    path_lower: '/course',
    path_display: '/Course',
    id: expect.stringMatching(/^id:[\w-]{22}$/),
  })
  expect(entries[2]).toEqual({
    '.tag': 'file',
    name: 'Étude.TXT',
    path_lower: '/course/étude.txt',
    path_display: '/Course/Étude.TXT',
    id: expect.stringMatching(/^id:/),
    client_modified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    server_modified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    rev: expect.stringMatching(/^[0-9a-f]{9,}$/),
    size: 12,
    is_downloadable: true,
    content_hash: '1aa2b7623dfff520c4abdc1227d10bc4e229b74005b66b3458345830e556f4de',
  })
})

test('lists a folder by path or id, with and without its subfolders', async () => {
  const { dropbox } = await startTestDropbox({ 'a/b/c.txt': '1', 'a/d.txt': '2', 'ab.txt': '3' })
  const { entries } = await list(dropbox, '/A')
  expect(summarize(entries)).toEqual(['folder /a', 'folder /a/b', 'file /a/b/c.txt', 'file /a/d.txt'])
  const { id } = entries[0] as files.FolderMetadataReference
  expect(summarize((await dropbox.filesListFolder({ path: id })).result.entries)).toEqual([
    'folder /a/b',
    'file /a/d.txt',
  ])
  expect(await failure(list(dropbox, '/nowhere'))).toMatchObject({
    status: 409,
    error: { error: { '.tag': 'path', path: { '.tag': 'not_found' } } },
  })
  expect(await failure(list(dropbox, '/ab.txt'))).toMatchObject({
    error: { error: { path: { '.tag': 'not_folder' } } },
  })
})

test('keeps pages within the limit, and reports changes between pages afterwards', async () => {
  const names = Array.from({ length: 7 }, (_, index) => `f${index}`)
  const { dropbox, localPathOf, write } = await startTestDropbox(Object.fromEntries(names.map(name => [name, name])))
  const seen: string[] = []
  let { result } = await dropbox.filesListFolder({ path: '', limit: 3 })
  seen.push(...summarize(result.entries))
  await rm(localPathOf('f0'))
  await write('f6', 'changed')
  while (result.has_more) {
    result = await listContinue(dropbox, result)
    seen.push(...summarize(result.entries))
  }
  expect(seen).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', 'f5'].map(name => `file /${name}`))
  const rest = await listContinue(dropbox, result)
  expect(summarize(rest.entries)).toEqual(['deleted /f0', 'file /f6'])
  expect(summarize((await listContinue(dropbox, rest)).entries)).toEqual([])
})

test('returns changes in pages too', async () => {
  const { dropbox, write } = await startTestDropbox()
  const { cursor } = (await dropbox.filesListFolderGetLatestCursor({ path: '', limit: 2 })).result
  for (const name of ['a', 'b', 'c']) await write(name, name)
  const first = await listContinue(dropbox, { cursor })
  expect([summarize(first.entries), first.has_more]).toEqual([['file /a', 'file /b'], true])
  const second = await listContinue(dropbox, first)
  expect([summarize(second.entries), second.has_more]).toEqual([['file /c'], false])
})

test('reports added, changed, and deleted files once, each change with a new rev', async () => {
  const { dropbox, localPathOf, write } = await startTestDropbox({
    'keep.txt': 'same',
    'edit.txt': 'one',
    'gone.txt': 'x',
  })
  const before = await list(dropbox)
  await write('new.txt', 'new')
  await write('edit.txt', 'two')
  await rm(localPathOf('gone.txt'))
  const after = await listContinue(dropbox, before)
  expect(summarize(after.entries).sort()).toEqual(['deleted /gone.txt', 'file /edit.txt', 'file /new.txt'])
  expect(byPath(after, '/edit.txt').id).toBe(byPath(before, '/edit.txt').id)
  expect(byPath(after, '/edit.txt').rev).not.toBe(byPath(before, '/edit.txt').rev)
  expect(byPath(after, '/edit.txt').content_hash).not.toBe(byPath(before, '/edit.txt').content_hash)
  expect((await listContinue(dropbox, after)).entries).toEqual([])
})

test('detects a change that keeps size and modification time', async () => {
  const { dropbox, localPathOf, write } = await startTestDropbox({ 'a.txt': 'one' })
  await utimes(localPathOf('a.txt'), 1000, 1000)
  const before = await list(dropbox)
  await write('a.txt', 'two')
  await utimes(localPathOf('a.txt'), 1000, 1000)
  const after = await listContinue(dropbox, before)
  expect(byPath(after, '/a.txt').content_hash).not.toBe(byPath(before, '/a.txt').content_hash)
})

test('reports a deleted folder as one entry, followed by what replaced it', async () => {
  const { dropbox, localPathOf, write } = await startTestDropbox({ 'a/b/c.txt': '1', 'a/d.txt': '2' })
  const before = await list(dropbox)
  await rm(localPathOf('a'), { recursive: true })
  const after = await listContinue(dropbox, before)
  expect(summarize(after.entries)).toEqual(['deleted /a'])
  await write('a/d.txt', 'new')
  expect(summarize((await listContinue(dropbox, before)).entries)).toEqual(['deleted /a', 'folder /a', 'file /a/d.txt'])
  expect(summarize((await listContinue(dropbox, after)).entries)).toEqual(['folder /a', 'file /a/d.txt'])
})

test('reports a folder as deleted when a parent is deleted', async () => {
  const { dropbox, localPathOf } = await startTestDropbox({ 'a/b/c.txt': '1' })
  const before = await list(dropbox, '/a/b')
  await rm(localPathOf('a'), { recursive: true })
  expect(summarize((await listContinue(dropbox, before)).entries)).toEqual(['deleted /a/b'])
})

test('keeps the ids of renamed and moved files, even if they are edited too', async () => {
  const { dropbox, localPathOf } = await startTestDropbox({ 'a/one.txt': '1', 'a/two.txt': '2', 'b/x': 'x' })
  const before = await list(dropbox)
  await rename(localPathOf('a'), localPathOf('b/moved'))
  await rename(localPathOf('b/moved/one.txt'), localPathOf('b/first.txt'))
  await appendFile(localPathOf('b/first.txt'), ' and more')
  const after = await listContinue(dropbox, before)
  expect(summarize(after.entries)).toEqual([
    'deleted /a',
    'file /b/first.txt',
    'folder /b/moved',
    'file /b/moved/two.txt',
  ])
  expect(byPath(after, '/b/first.txt').id).toBe(byPath(before, '/a/one.txt').id)
  expect(byPath(after, '/b/moved').id).toBe(byPath(before, '/a').id)
  expect(byPath(after, '/b/moved/two.txt').id).toBe(byPath(before, '/a/two.txt').id)
  const { id } = byPath(before, '/a')
  expect((await dropbox.filesGetMetadata({ path: id })).result.path_lower).toBe('/b/moved')
})

test('gives a new id to a file that reuses the inode of a deleted one', async () => {
  const { dropbox, localPathOf, write } = await startTestDropbox({ 'old.txt': 'old' })
  const before = await list(dropbox)
  await rm(localPathOf('old.txt'))
  await write('new.txt', 'new one')
  const after = await listContinue(dropbox, before)
  expect(byPath(after, '/new.txt').id).not.toBe(byPath(before, '/old.txt').id)
})

test('shows a case-only rename only in a new listing', async () => {
  const { dropbox, localPathOf } = await startTestDropbox({ 'dir/file.txt': '1' })
  const before = await list(dropbox)
  await rename(localPathOf('dir'), localPathOf('Dir'))
  await rename(localPathOf('Dir/file.txt'), localPathOf('Dir/File.txt'))
  const unchanged = await listContinue(dropbox, before)
  expect(unchanged.entries).toEqual([])
  const { entries } = await list(dropbox)
  expect(entries.map(({ name }) => name)).toEqual(['Dir', 'File.txt'])
  expect((entries[1] as files.FileMetadata).rev).toBe(byPath(before, '/dir/file.txt').rev)
  expect((await listContinue(dropbox, unchanged)).entries).toEqual([])
})

test('reports a file that replaces a folder, and a folder that replaces a file', async () => {
  const { dropbox, localPathOf, write } = await startTestDropbox({ 'a/b.txt': '1', c: 'file' })
  const before = await list(dropbox)
  await rm(localPathOf('a'), { recursive: true })
  await write('a', 'now a file')
  await rm(localPathOf('c'))
  await mkdir(localPathOf('c'))
  const { entries } = await listContinue(dropbox, before)
  expect(summarize(entries)).toEqual(['deleted /a', 'deleted /c', 'file /a', 'folder /c'])
})

test('keeps cursors, ids, and revs across a restart and a kill during a write', async () => {
  const { dropbox, localPathOf, write, restart, journal } = await startTestDropbox({ 'a.txt': '1', 'b.txt': '2' })
  const before = await list(dropbox)
  await restart(async () => {
    await appendFile(journal, '{"deleted":[{"path":"/a.t')
    await rename(localPathOf('a.txt'), localPathOf('moved.txt'))
    await write('new.txt', '3')
  })
  const after = await listContinue(dropbox, before)
  expect(summarize(after.entries)).toEqual(['deleted /a.txt', 'file /moved.txt', 'file /new.txt'])
  expect(byPath(after, '/moved.txt').id).toBe(byPath(before, '/a.txt').id)
  await restart()
  expect((await listContinue(dropbox, after)).entries).toEqual([])
  expect(byPath(await list(dropbox), '/b.txt')).toEqual(byPath(before, '/b.txt'))
  expect(await readFile(journal, 'utf8')).toContain('"hash"')
})

test('answers an unknown cursor with reset', async () => {
  const { dropbox, restart, journal } = await startTestDropbox({ 'a.txt': '1' })
  const { cursor } = await list(dropbox)
  await restart(() => rm(journal))
  for (const unknown of [cursor, 'nonsense'])
    expect(await failure(listContinue(dropbox, { cursor: unknown }))).toMatchObject({
      status: 409,
      error: { error_summary: expect.stringMatching(/^reset\//), error: { '.tag': 'reset' } },
    })
})

test('lists links and never follows them', async () => {
  const { dropbox, localPathOf } = await startTestDropbox({ 'a.txt': '1' })
  await symlink('/etc', localPathOf('link'))
  const { entries } = await list(dropbox)
  expect(entries[1]).toMatchObject({
    '.tag': 'file',
    symlink_info: { target: '/etc' },
    is_downloadable: false,
    size: 0,
  })
  expect(summarize(entries)).toEqual(['file /a.txt', 'file /link'])
  const { result } = await dropbox.filesListFolder({ path: '', include_non_downloadable_files: false })
  expect(summarize(result.entries)).toEqual(['file /a.txt'])
})

test('lists deleted entries with include_deleted', async () => {
  const { dropbox, localPathOf } = await startTestDropbox({ 'a.txt': '1', 'b.txt': '2' })
  await list(dropbox)
  await rm(localPathOf('a.txt'))
  const { result } = await dropbox.filesListFolder({ path: '', include_deleted: true })
  expect(summarize(result.entries)).toEqual(['deleted /a.txt', 'file /b.txt'])
  expect((await dropbox.filesGetMetadata({ path: '/a.txt', include_deleted: true })).result['.tag']).toBe('deleted')
  expect(await failure(dropbox.filesGetMetadata({ path: '/a.txt' }))).toMatchObject({ status: 409 })
})

test('finds current metadata by path in any letter case, by id, and by rev', async () => {
  const { dropbox, write, localPathOf } = await startTestDropbox({ 'Dir/A.txt': '1' })
  const get = async (path: string) => (await dropbox.filesGetMetadata({ path })).result as files.FileMetadataReference
  const first = await get('/dir/a.TXT')
  expect(first).toMatchObject({ '.tag': 'file', name: 'A.txt', size: 1 })
  expect(await get(first.id)).toEqual(first)
  expect(await get(`rev:${first.rev}`)).toEqual(first)
  await write('Dir/A.txt', 'longer')
  expect(await get(first.id)).toMatchObject({ id: first.id, size: 6 })
  expect(await failure(get(`rev:${first.rev}`))).toMatchObject({ error: { error: { path: { '.tag': 'not_found' } } } })
  await chmod(localPathOf('Dir/A.txt'), 0o600)
  expect((await get(first.id)).size).toBe(6)
})

test('lists online-only documents with their export format', async () => {
  const exportFormatByName = {
    'a.paper': 'html',
    'b.papert': 'html',
    'c.gdoc': 'docx',
    'd.gsheet': 'xlsx',
    'e.gslides': 'pptx',
  }
  const contents = Object.fromEntries(Object.keys(exportFormatByName).map(name => [name, '{}']))
  const { dropbox } = await startTestDropbox({ ...contents, 'f.web': '{}', gdoc: 'a file', 'h.gdoc.txt': 'another' })
  const { entries } = await list(dropbox)
  const shown = entries.map(entry => entry as files.FileMetadataReference)
  const exported = shown.map(({ name, export_info }) => [name, export_info?.export_as])
  expect(Object.fromEntries(exported)).toMatchObject({
    ...exportFormatByName,
    gdoc: undefined,
    'h.gdoc.txt': undefined,
  })
  expect(shown.filter(({ is_downloadable }) => is_downloadable).map(({ name }) => name)).toEqual(['gdoc', 'h.gdoc.txt'])
  const { result } = await dropbox.filesListFolder({ path: '', include_non_downloadable_files: false })
  expect(summarize(result.entries)).toEqual(['file /gdoc', 'file /h.gdoc.txt'])
})

test('lists everything once across many pages, and finds one change among many files', async () => {
  const names = Array.from({ length: 600 }, (_, index) => `d${index % 20}/f${index}`)
  const { dropbox, write } = await startTestDropbox(Object.fromEntries(names.map(name => [name, name])))
  let { result } = await dropbox.filesListFolder({ path: '', recursive: true, limit: 50 })
  const seen = summarize(result.entries)
  while (result.has_more) {
    result = await listContinue(dropbox, result)
    seen.push(...summarize(result.entries))
  }
  expect(new Set(seen).size).toBe(620)
  expect(seen).toHaveLength(620)
  await write('d7/f107', 'changed')
  expect(summarize((await listContinue(dropbox, result)).entries)).toEqual(['file /d7/f107'])
})

test('reports superseded changes in their current state and in order', async () => {
  const { dropbox, write, localPathOf, restart } = await startTestDropbox({ a: '1', b: '1' })
  const before = await list(dropbox)
  let seen = before
  const all = ['deleted /b', 'file /a', 'file /b']
  for (let round = 0; round < 5; round++) {
    await write('a', `round ${round}`)
    await rm(localPathOf('b'), { force: true })
    await list(dropbox)
    await write('b', `again ${round}`)
    seen = await listContinue(dropbox, seen)
    expect(summarize(seen.entries)).toEqual(all)
  }
  expect(summarize((await listContinue(dropbox, before)).entries)).toEqual(all)
  await restart()
  expect(summarize((await listContinue(dropbox, before)).entries)).toEqual(all)
})
