import { readFile } from 'node:fs/promises'
import type { Dropbox, files } from 'dropbox'
import { expect, test } from 'vitest'
import { startTestDropbox, summarize } from './test-dropbox.ts'

const hour = 3_600_000
const arg = (path: string, range?: string) => ({
  headers: { 'dropbox-api-arg': JSON.stringify({ path }), ...(range && { range }) },
})
const metadata = async (dropbox: Dropbox, path: string) =>
  (await dropbox.filesGetMetadata({ path })).result as files.FileMetadataReference

/** All pages of a listing, each in short. */
async function pages(dropbox: Dropbox, asked: Partial<files.ListFolderArg> = {}) {
  let { result } = await dropbox.filesListFolder({ path: '', ...asked })
  const all = [summarize(result.entries)]
  while (result.has_more) {
    result = (await dropbox.filesListFolderContinue({ cursor: result.cursor })).result
    all.push(summarize(result.entries))
  }
  return { all, cursor: result.cursor }
}

test('a download is cut, stalled, delayed and changed as asked', async () => {
  const { call, dropbox, addFault } = await startTestDropbox({ 'a.txt': '0123456789' })
  const download = { operation: 'files/download', match: 'a.txt' }
  addFault({ ...download, kind: 'cut', afterBytes: 4 })
  await expect((await call('files/download', arg('/a.txt', 'bytes=0-7'))).text()).rejects.toThrow('terminated')
  addFault({ ...download, kind: 'flip', afterBytes: 1 })
  const { result } = await dropbox.filesDownload({ path: '/a.txt' })
  expect(String((result as files.FileMetadata & { fileBinary: Buffer }).fileBinary)).toBe('0023456789')
  addFault({ ...download, kind: 'delay', delayMs: 20 })
  expect(await (await call('files/download', arg('/a.txt'))).text()).toBe('0123456789')
  addFault({ ...download, kind: 'stall', afterBytes: 4, delayMs: hour })
  const stalled = (await call('files/download', arg('/a.txt', 'bytes=2-8'))).body!.getReader()
  expect(Buffer.from((await stalled.read()).value!).toString()).toBe('2345')
  await stalled.cancel()
  expect(await (await call('files/download', arg('/a.txt'))).text()).toBe('0123456789')
})

test('a listing is disturbed like any answer', async () => {
  const { dropbox, addFault } = await startTestDropbox({ 'a.txt': '1' })
  addFault({ operation: 'files/list_folder', kind: 'cut', afterBytes: 10 })
  await expect(dropbox.filesListFolder({ path: '' })).rejects.toThrow()
  addFault({ operation: 'files/list_folder', kind: 'flip' })
  expect((await dropbox.filesListFolder({ path: '' })).result).toMatch(/^z"entries"/)
  expect((await pages(dropbox)).all).toEqual([['file /a.txt']])
})

test('ignore-range: 200 with the whole file', async () => {
  const { call, addFault } = await startTestDropbox({ 'a.txt': '0123456789' })
  addFault({ operation: 'files/download', kind: 'ignore-range' })
  const whole = await call('files/download', arg('/a.txt', 'bytes=2-4'))
  expect([whole.status, whole.headers.get('content-range'), await whole.text()]).toEqual([200, null, '0123456789'])
  expect((await call('files/download', arg('/a.txt', 'bytes=2-4'))).status).toBe(206)
})

test('change: the range that was asked for is of the old file, and the next finds another in its place', async () => {
  const { call, dropbox, addFault, at } = await startTestDropbox({ 'a.txt': '0123456789' })
  const { id, rev } = await metadata(dropbox, '/a.txt')
  addFault({ operation: 'files/download', match: 'a.txt', kind: 'change' })
  expect(await (await call('files/download', arg(`rev:${rev}`, 'bytes=0-4'))).text()).toBe('01234')
  const next = await call('files/download', arg(`rev:${rev}`, 'bytes=5-9'))
  expect([next.status, await next.json()]).toMatchObject([409, { error: { path: { '.tag': 'not_found' } } }])
  const now = await metadata(dropbox, id)
  expect(now.rev).not.toBe(rev)
  const changed = Buffer.from(await (await call('files/download', arg(`rev:${now.rev}`))).arrayBuffer())
  expect(changed.equals(await readFile(at('a.txt')))).toBe(true)
  expect(changed.length).toBeGreaterThan(10)
  expect((await pages(dropbox)).all).toEqual([['file /a.txt']])
})

test('reset-cursor: continue answers 409 reset', async () => {
  const { dropbox, addFault } = await startTestDropbox({ 'a.txt': '1' })
  const { cursor } = await pages(dropbox)
  addFault({ operation: 'files/list_folder/continue', kind: 'reset-cursor' })
  await expect(dropbox.filesListFolderContinue({ cursor })).rejects.toMatchObject({
    status: 409,
    error: { error: { '.tag': 'reset' } },
  })
})

const names = ['a', 'b', 'c', 'd', 'e']
const five = Object.fromEntries(names.map(name => [name, name]))
const paths = names.map(name => `file /${name}`)

test('empty-page: nothing, but there is more, and nothing is lost', async () => {
  const { dropbox, addFault, write } = await startTestDropbox(five)
  addFault({ operation: '*', kind: 'empty-page', times: 2 })
  const { all, cursor } = await pages(dropbox, { limit: 3 })
  expect(all).toEqual([[], [], paths.slice(0, 3), paths.slice(3)])

  await write('f', 'f')
  addFault({ operation: 'files/list_folder/continue', kind: 'empty-page' })
  const empty = (await dropbox.filesListFolderContinue({ cursor })).result
  expect([empty.entries, empty.has_more]).toEqual([[], true])
  const rest = (await dropbox.filesListFolderContinue({ cursor: empty.cursor })).result
  expect([summarize(rest.entries), rest.has_more]).toEqual([['file /f'], false])
})

test('duplicate-entries: entries come again in the page and in the next, in order, and none is lost', async () => {
  const { dropbox, addFault, write } = await startTestDropbox(five)
  addFault({ operation: '*', kind: 'duplicate-entries' })
  const first = paths.slice(0, 3)
  const { all, cursor } = await pages(dropbox, { limit: 3 })
  expect(all).toEqual([[...first, ...first], paths.slice(2)])

  for (const name of names) await write(name, 'changed')
  addFault({ operation: '*', kind: 'duplicate-entries', times: 10 })
  let page = { cursor, has_more: true, entries: [] as files.ListFolderResult['entries'] }
  const told: string[] = []
  while (page.has_more) {
    page = (await dropbox.filesListFolderContinue({ cursor: page.cursor })).result
    told.push(...summarize(page.entries))
  }
  expect([...new Set(told)].sort()).toEqual(paths)
  expect(told.length).toBeGreaterThan(2 * paths.length)
})
