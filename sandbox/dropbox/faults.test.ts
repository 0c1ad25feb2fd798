import { readFile } from 'node:fs/promises'
import type { Dropbox, files } from 'dropbox'
import { expect, test } from 'vitest'
import { startTestDropbox, summarize } from './test-dropbox.ts'

const hourMs = 3_600_000
const downloadArg = (path: string, range?: string) => ({
  headers: { 'dropbox-api-arg': JSON.stringify({ path }), ...(range && { range }) },
})
const metadata = async (dropbox: Dropbox, path: string) =>
  (await dropbox.filesGetMetadata({ path })).result as files.FileMetadataReference

/** Reads all pages of a listing, and summarizes each. */
async function listAllPages(dropbox: Dropbox, listArg: Partial<files.ListFolderArg> = {}) {
  let { result } = await dropbox.filesListFolder({ path: '', ...listArg })
  const all = [summarize(result.entries)]
  while (result.has_more) {
    result = (await dropbox.filesListFolderContinue({ cursor: result.cursor })).result
    all.push(summarize(result.entries))
  }
  return { all, cursor: result.cursor }
}

test('cuts, flips, delays, and stalls a download', async () => {
  const { call, dropbox, addFault } = await startTestDropbox({ 'a.txt': '0123456789' })
  const download = { operation: 'files/download', match: 'a.txt' }
  addFault({ ...download, kind: 'cut', afterBytes: 4 })
  await expect((await call('files/download', downloadArg('/a.txt', 'bytes=0-7'))).text()).rejects.toThrow('terminated')
  addFault({ ...download, kind: 'flip', afterBytes: 1 })
  const { result } = await dropbox.filesDownload({ path: '/a.txt' })
  expect(String((result as files.FileMetadata & { fileBinary: Buffer }).fileBinary)).toBe('0023456789')
  addFault({ ...download, kind: 'delay', delayMs: 20 })
  expect(await (await call('files/download', downloadArg('/a.txt'))).text()).toBe('0123456789')
  addFault({ ...download, kind: 'stall', afterBytes: 4, delayMs: hourMs })
  const stalled = (await call('files/download', downloadArg('/a.txt', 'bytes=2-8'))).body!.getReader()
  expect(Buffer.from((await stalled.read()).value!).toString()).toBe('2345')
  await stalled.cancel()
  expect(await (await call('files/download', downloadArg('/a.txt'))).text()).toBe('0123456789')
})

test('cuts and flips a listing', async () => {
  const { dropbox, addFault } = await startTestDropbox({ 'a.txt': '1' })
  addFault({ operation: 'files/list_folder', kind: 'cut', afterBytes: 10 })
  await expect(dropbox.filesListFolder({ path: '' })).rejects.toThrow()
  addFault({ operation: 'files/list_folder', kind: 'flip' })
  expect((await dropbox.filesListFolder({ path: '' })).result).toMatch(/^z"entries"/)
  expect((await listAllPages(dropbox)).all).toEqual([['file /a.txt']])
})

test('sends the whole file with 200 for ignore-range', async () => {
  const { call, addFault } = await startTestDropbox({ 'a.txt': '0123456789' })
  addFault({ operation: 'files/download', kind: 'ignore-range' })
  const whole = await call('files/download', downloadArg('/a.txt', 'bytes=2-4'))
  expect([whole.status, whole.headers.get('content-range'), await whole.text()]).toEqual([200, null, '0123456789'])
  expect((await call('files/download', downloadArg('/a.txt', 'bytes=2-4'))).status).toBe(206)
})

test('sends the requested range of the old file for change, then finds a different file', async () => {
  const { call, dropbox, addFault, localPathOf } = await startTestDropbox({ 'a.txt': '0123456789' })
  const { id, rev } = await metadata(dropbox, '/a.txt')
  addFault({ operation: 'files/download', match: 'a.txt', kind: 'change' })
  expect(await (await call('files/download', downloadArg(`rev:${rev}`, 'bytes=0-4'))).text()).toBe('01234')
  const next = await call('files/download', downloadArg(`rev:${rev}`, 'bytes=5-9'))
  expect([next.status, await next.json()]).toMatchObject([409, { error: { path: { '.tag': 'not_found' } } }])
  const now = await metadata(dropbox, id)
  expect(now.rev).not.toBe(rev)
  const changed = Buffer.from(await (await call('files/download', downloadArg(`rev:${now.rev}`))).arrayBuffer())
  expect(changed.equals(await readFile(localPathOf('a.txt')))).toBe(true)
  expect(changed.length).toBeGreaterThan(10)
  expect((await listAllPages(dropbox)).all).toEqual([['file /a.txt']])
})

test('answers list_folder/continue with 409 reset for reset-cursor', async () => {
  const { dropbox, addFault } = await startTestDropbox({ 'a.txt': '1' })
  const { cursor } = await listAllPages(dropbox)
  addFault({ operation: 'files/list_folder/continue', kind: 'reset-cursor' })
  await expect(dropbox.filesListFolderContinue({ cursor })).rejects.toMatchObject({
    status: 409,
    error: { error: { '.tag': 'reset' } },
  })
})

const names = ['a', 'b', 'c', 'd', 'e']
const contents = Object.fromEntries(names.map(name => [name, name]))
const paths = names.map(name => `file /${name}`)

test('sends an empty page with has_more for empty-page, and loses no entry', async () => {
  const { dropbox, addFault, write } = await startTestDropbox(contents)
  addFault({ operation: '*', kind: 'empty-page', times: 2 })
  const { all, cursor } = await listAllPages(dropbox, { limit: 3 })
  expect(all).toEqual([[], [], paths.slice(0, 3), paths.slice(3)])

  await write('f', 'f')
  addFault({ operation: 'files/list_folder/continue', kind: 'empty-page' })
  const empty = (await dropbox.filesListFolderContinue({ cursor })).result
  expect([empty.entries, empty.has_more]).toEqual([[], true])
  const rest = (await dropbox.filesListFolderContinue({ cursor: empty.cursor })).result
  expect([summarize(rest.entries), rest.has_more]).toEqual([['file /f'], false])
})

test('repeats entries in the page and in the next one for duplicate-entries, and loses none', async () => {
  const { dropbox, addFault, write } = await startTestDropbox(contents)
  addFault({ operation: '*', kind: 'duplicate-entries' })
  const first = paths.slice(0, 3)
  const { all, cursor } = await listAllPages(dropbox, { limit: 3 })
  expect(all).toEqual([[...first, ...first], paths.slice(2)])

  for (const name of names) await write(name, 'changed')
  addFault({ operation: '*', kind: 'duplicate-entries', times: 10 })
  let page = { cursor, has_more: true, entries: [] as files.ListFolderResult['entries'] }
  const reported: string[] = []
  while (page.has_more) {
    page = (await dropbox.filesListFolderContinue({ cursor: page.cursor })).result
    reported.push(...summarize(page.entries))
  }
  expect([...new Set(reported)].sort()).toEqual(paths)
  expect(reported.length).toBeGreaterThan(2 * paths.length)
})
