import { open, rename, symlink } from 'node:fs/promises'
import type { files } from 'dropbox'
import { expect, test } from 'vitest'
import { startTestDropbox } from '../test-dropbox.ts'
import { headerSafe } from './download.ts'

const downloadArg = (path: string, headers: Record<string, string> = {}) => ({
  headers: { 'dropbox-api-arg': headerSafe({ path }), ...headers },
})

test('serves a file by path, id, and rev to the SDK, with its metadata', async () => {
  const { dropbox } = await startTestDropbox({ 'Dir/Étude 😀.txt': 'hello rdrop2' })
  for (const named of ['path', 'id', 'rev'] as const) {
    const path = '/dir/étude 😀.txt'
    const listedEntry = (await dropbox.filesGetMetadata({ path })).result as files.FileMetadataReference
    const { result } = await dropbox.filesDownload({
      path: { path, id: listedEntry.id, rev: `rev:${listedEntry.rev}` }[named],
    })
    const { fileBinary, ...metadata } = result as files.FileMetadata & { fileBinary: Buffer }
    expect(String(fileBinary)).toBe('hello rdrop2')
    expect({ '.tag': 'file', ...metadata }).toEqual(listedEntry)
  }
})

test('sends the result header in ASCII, and accepts an argument as raw UTF-8 or in the URL', async () => {
  const { call } = await startTestDropbox({ 'é😀.txt': 'x' })
  const response = await call('files/download', downloadArg('/é😀.txt'))
  expect(response.headers.get('dropbox-api-result')).toContain('"name":"\\u00e9\\ud83d\\ude00.txt"')
  expect(response.headers.get('content-type')).toBe('application/octet-stream')
  const raw = Buffer.from(JSON.stringify({ path: '/é😀.txt' })).toString('latin1')
  expect(await (await call('files/download', { headers: { 'dropbox-api-arg': raw } })).text()).toBe('x')
  const inUrl = encodeURIComponent(JSON.stringify({ path: '/é😀.txt' }))
  expect(await (await call(`files/download?arg=${inUrl}`, { method: 'GET' })).text()).toBe('x')
})

test('answers ranges with 206 and Content-Range, and with 416 past the end', async () => {
  const { call } = await startTestDropbox({ 'a.txt': '0123456789', 'empty.txt': '' })
  const part = await call('files/download', downloadArg('/a.txt', { range: 'bytes=2-4' }))
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234'])
  expect(JSON.parse(part.headers.get('dropbox-api-result') ?? '')).toMatchObject({ size: 10 })
  const pastEnd = await call('files/download', downloadArg('/a.txt', { range: 'bytes=10-' }))
  expect([pastEnd.status, pastEnd.headers.get('content-range')]).toEqual([416, 'bytes */10'])
  const whole = await call('files/download', downloadArg('/a.txt'))
  expect([whole.status, whole.headers.get('content-length'), await whole.text()]).toEqual([200, '10', '0123456789'])
  expect(await (await call('files/download', downloadArg('/empty.txt'))).text()).toBe('')
})

test('does not find a rev after a change, but finds the new one', async () => {
  const { call, dropbox, write } = await startTestDropbox({ 'a.txt': 'one' })
  const { rev } = (await dropbox.filesGetMetadata({ path: '/a.txt' })).result as files.FileMetadata
  expect(await (await call('files/download', downloadArg(`rev:${rev}`))).text()).toBe('one')
  await write('a.txt', 'two')
  const old = await call('files/download', downloadArg(`rev:${rev}`))
  expect([old.status, await old.json()]).toMatchObject([
    409,
    { error: { '.tag': 'path', path: { '.tag': 'not_found' } } },
  ])
  expect(await (await call('files/download', downloadArg('/a.txt'))).text()).toBe('two')
})

test('reads a replaced file to its end, and breaks the download of an overwritten one', async () => {
  const { call, localPathOf, write } = await startTestDropbox()
  const bytes = 32 * 1024 * 1024
  await write('a.bin', Buffer.alloc(bytes, 'a'))
  const replaced = await call('files/download', downloadArg('/a.bin'))
  await write('b.bin', Buffer.alloc(bytes, 'b'))
  await rename(localPathOf('b.bin'), localPathOf('a.bin'))
  expect(Buffer.from(await replaced.arrayBuffer()).equals(Buffer.alloc(bytes, 'a'))).toBe(true)

  const overwritten = await call('files/download', downloadArg('/a.bin'))
  const file = await open(localPathOf('a.bin'), 'r+')
  await file.write(Buffer.alloc(bytes, 'c'))
  await file.close()
  await expect(overwritten.arrayBuffer()).rejects.toThrow()
})

test('refuses what cannot be downloaded with the reason', async () => {
  const { call, localPathOf } = await startTestDropbox({ 'dir/a.txt': '1', 'dir/Notes.PAPER': '{}' })
  await symlink('a.txt', localPathOf('dir/link'))
  const refusal = async (path: string) =>
    ((await (await call('files/download', downloadArg(path))).json()) as { error: unknown }).error
  expect(await refusal('/dir')).toEqual({ '.tag': 'path', path: { '.tag': 'not_file' } })
  expect(await refusal('/nowhere')).toEqual({ '.tag': 'path', path: { '.tag': 'not_found' } })
  expect(await refusal('/dir/link')).toEqual({ '.tag': 'unsupported_file' })
  expect(await refusal('/dir/notes.paper')).toEqual({ '.tag': 'unsupported_file' })
})
