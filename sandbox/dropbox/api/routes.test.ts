import type { files } from 'dropbox'
import { expect, test } from 'vitest'
import { startTestDropbox } from '../test-dropbox.ts'

const jsonType = { 'content-type': 'application/json' }

test('answers an unknown function and an invalid argument with 400 and Dropbox’s message', async () => {
  const { call } = await startTestDropbox()
  const refusal = async (operation: string, body: unknown, headers: Record<string, string> = jsonType) => {
    const response = await call(operation, { body: JSON.stringify(body), headers })
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8'])
    return response.text()
  }
  const error = (operation: string) => `Error in call to API function "${operation}": `
  expect(await refusal('files/xyz', {})).toBe('Unknown API function: "files/xyz"')
  expect(await refusal('files/list_folder', { path: '', depth: 1 })).toBe(
    `${error('files/list_folder')}request body: unknown field 'depth'`,
  )
  expect(await refusal('files/list_folder', {})).toBe(
    `${error('files/list_folder')}request body: missing required field 'path'`,
  )
  expect(await refusal('files/list_folder', { path: '/' })).toBe(
    `${error('files/list_folder')}request body: path: Specify the root folder as an empty string rather than as "/".`,
  )
  expect(await refusal('files/list_folder', { path: 'a' })).toContain("path: 'a' did not match pattern")
  expect(await refusal('files/list_folder', { path: '', limit: 2001 })).toContain('request body: limit: ')
  expect(await refusal('files/list_folder/continue', { cursor: 'x', limit: 1 })).toContain("unknown field 'limit'")
  expect(await refusal('files/get_metadata', { path: '' })).toContain('path: The root folder is unsupported.')
  expect(await refusal('files/list_folder', {}, { 'content-type': 'text/html' })).toContain(
    'Bad HTTP "Content-Type" header: "text/html".  Expecting one of "application/json", ',
  )
  expect(await refusal('files/download', {}, jsonType)).toContain('Bad HTTP "Content-Type" header: "application/json"')
})

test('sends the exact JSON content type and a request id, and accepts null as no argument', async () => {
  const { call } = await startTestDropbox()
  const response = await call('users/get_current_account', { body: 'null', headers: jsonType })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(response.headers.get('x-dropbox-request-id')).toMatch(/^[0-9a-f]{32}$/)
})

test('matches faults by path even if the call uses a rev, id, or cursor, and counts every call', async () => {
  const { dropbox, addFault, faults, call } = await startTestDropbox({ 'Course/Intro.mp4': '0123456789', 'b.txt': '2' })
  const listed = (await dropbox.filesListFolder({ path: '/course', recursive: true })).result
  const { id, rev } = listed.entries[1] as files.FileMetadata

  const body = '{"error_summary":"too_many_requests/.","error":{"reason":{".tag":"too_many_requests"},"retry_after":2}}'
  const status = { kind: 'status', status: 429, headers: { 'retry-after': '2', ...jsonType }, body } as const
  addFault({ operation: 'files/download', match: 'Intro.mp4', ...status })
  const download = (path: string) =>
    call('files/download', { headers: { 'dropbox-api-arg': JSON.stringify({ path }) } })
  expect((await download('/b.txt')).status).toBe(200)
  const faulted = await download(`rev:${rev}`)
  expect([faulted.status, faulted.headers.get('retry-after'), await faulted.text()]).toEqual([429, '2', body])
  expect((await download(id)).status).toBe(200)

  addFault({ operation: 'files/list_folder/continue', match: '/Course', kind: 'late-status', status: 503 })
  const { cursor } = listed
  await expect(dropbox.filesListFolderContinue({ cursor })).rejects.toMatchObject({ status: 503 })
  expect((await dropbox.filesListFolderContinue({ cursor })).result.entries).toEqual([])

  addFault({ kind: 'reset', operation: 'files/get_metadata' })
  await expect(dropbox.filesGetMetadata({ path: '/b.txt' })).rejects.toThrow('fetch failed')
  addFault({ kind: 'reset', operation: 'files/download', afterBytes: 4 })
  const cut = await download(id)
  expect(cut.status).toBe(200)
  await expect(cut.text()).rejects.toThrow()
  addFault({ operation: 'oauth2/token', kind: 'status', status: 500 })
  expect((await call('../oauth2/token')).status).toBe(500)

  const counted = faults.calls.dropbox
  expect(counted).toEqual({
    'files/list_folder': 1,
    'files/list_folder/continue': 2,
    'files/get_metadata': 1,
    'files/download': 4,
    'oauth2/token': 1,
  })
})

test('answers a listing with 429 while an identical one is in progress', async () => {
  const { dropbox, addFault, call } = await startTestDropbox({ 'a.txt': '1', 'b/c.txt': '2' })
  const { cursor } = (await dropbox.filesListFolder({ path: '' })).result
  const other = (await dropbox.filesListFolder({ path: '/b' })).result.cursor
  for (const [operation, arg, another] of [
    ['files/list_folder', { path: '' }, { path: '/b' }],
    ['files/list_folder/continue', { cursor }, { cursor: other }],
  ] as const) {
    const callListing = (arg: object) => call(operation, { body: JSON.stringify(arg), headers: jsonType })
    addFault({ operation, kind: 'stall', afterBytes: 5, delayMs: 3_600_000 })
    const stalled = await callListing(arg)
    const refused = await callListing(arg)
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
      429,
      '1',
      {
        error_summary: expect.stringMatching(/^too_many_requests\//),
        error: { reason: { '.tag': 'too_many_requests' }, retry_after: 1 },
      },
    ])
    expect((await callListing(another)).status).toBe(200)
    await stalled.body?.cancel()
    await expect.poll(async () => (await callListing(arg)).status).toBe(200)
  }
})
