import { open, rename, symlink } from 'node:fs/promises'
import type { files } from 'dropbox'
import { expect, test } from 'vitest'
import { headerSafe } from './download.ts'
import { startTestDropbox } from '../test-dropbox.ts'

const arg = (path: string, headers: Record<string, string> = {}) => ({
  headers: { 'dropbox-api-arg': headerSafe({ path }), ...headers },
})

test('the SDK downloads a file by path, id and rev, with its metadata', async () => {
  const { dropbox } = await startTestDropbox({ 'Dir/Étude 😀.txt': 'hello rdrop2' })
  for (const named of ['path', 'id', 'rev'] as const) {
    const path = '/dir/étude 😀.txt'
    const known = (await dropbox.filesGetMetadata({ path })).result as files.FileMetadataReference
    const { result } = await dropbox.filesDownload({ path: { path, id: known.id, rev: `rev:${known.rev}` }[named] })
    const { fileBinary, ...metadata } = result as files.FileMetadata & { fileBinary: Buffer }
    expect(String(fileBinary)).toBe('hello rdrop2')
    expect({ '.tag': 'file', ...metadata }).toEqual(known)
  }
})

test('the result header is ASCII, and a client may send its argument as raw UTF-8 or in the URL', async () => {
  const { call } = await startTestDropbox({ 'é😀.txt': 'x' })
  const response = await call('files/download', arg('/é😀.txt'))
  expect(response.headers.get('dropbox-api-result')).toContain('"name":"\\u00e9\\ud83d\\ude00.txt"')
  expect(response.headers.get('content-type')).toBe('application/octet-stream')
  const raw = Buffer.from(JSON.stringify({ path: '/é😀.txt' })).toString('latin1')
  expect(await (await call('files/download', { headers: { 'dropbox-api-arg': raw } })).text()).toBe('x')
  const inUrl = encodeURIComponent(JSON.stringify({ path: '/é😀.txt' }))
  expect(await (await call(`files/download?arg=${inUrl}`, { method: 'GET' })).text()).toBe('x')
})

test('ranges are answered 206 with where they lie, and past the end 416', async () => {
  const { call } = await startTestDropbox({ 'a.txt': '0123456789', 'empty.txt': '' })
  const part = await call('files/download', arg('/a.txt', { range: 'bytes=2-4' }))
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234'])
  expect(JSON.parse(part.headers.get('dropbox-api-result') ?? '')).toMatchObject({ size: 10 })
  const past = await call('files/download', arg('/a.txt', { range: 'bytes=10-' }))
  expect([past.status, past.headers.get('content-range')]).toEqual([416, 'bytes */10'])
  const whole = await call('files/download', arg('/a.txt'))
  expect([whole.status, whole.headers.get('content-length'), await whole.text()]).toEqual([200, '10', '0123456789'])
  expect(await (await call('files/download', arg('/empty.txt'))).text()).toBe('')
})

test('a rev is pinned: after a change it is not found, and the new one is', async () => {
  const { call, dropbox, write } = await startTestDropbox({ 'a.txt': 'one' })
  const { rev } = (await dropbox.filesGetMetadata({ path: '/a.txt' })).result as files.FileMetadata
  expect(await (await call('files/download', arg(`rev:${rev}`))).text()).toBe('one')
  await write('a.txt', 'two')
  const old = await call('files/download', arg(`rev:${rev}`))
  expect([old.status, await old.json()]).toMatchObject([
    409,
    { error: { '.tag': 'path', path: { '.tag': 'not_found' } } },
  ])
  expect(await (await call('files/download', arg('/a.txt'))).text()).toBe('two')
})

test('a file that is replaced meanwhile is read to its end, one that is overwritten breaks off', async () => {
  const { call, at, write } = await startTestDropbox()
  const bytes = 32 * 1024 * 1024
  await write('a.bin', Buffer.alloc(bytes, 'a'))
  const replaced = await call('files/download', arg('/a.bin'))
  await write('b.bin', Buffer.alloc(bytes, 'b'))
  await rename(at('b.bin'), at('a.bin'))
  expect(Buffer.from(await replaced.arrayBuffer()).equals(Buffer.alloc(bytes, 'a'))).toBe(true)

  const overwritten = await call('files/download', arg('/a.bin'))
  const file = await open(at('a.bin'), 'r+')
  await file.write(Buffer.alloc(bytes, 'c'))
  await file.close()
  await expect(overwritten.arrayBuffer()).rejects.toThrow()
})

test('what cannot be downloaded is refused by its reason', async () => {
  const { call, at } = await startTestDropbox({ 'dir/a.txt': '1', 'dir/Notes.PAPER': '{}' })
  await symlink('a.txt', at('dir/link'))
  const refusal = async (path: string) =>
    ((await (await call('files/download', arg(path))).json()) as { error: unknown }).error
  expect(await refusal('/dir')).toEqual({ '.tag': 'path', path: { '.tag': 'not_file' } })
  expect(await refusal('/nowhere')).toEqual({ '.tag': 'path', path: { '.tag': 'not_found' } })
  expect(await refusal('/dir/link')).toEqual({ '.tag': 'unsupported_file' })
  expect(await refusal('/dir/notes.paper')).toEqual({ '.tag': 'unsupported_file' })
})
