import { mkdtemp, rm } from 'node:fs/promises'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { AccountFolder } from '../folder/account-folder.ts'
import { ChangeWatch } from '../folder/change-watch.ts'
import { Journal } from '../folder/journal.ts'
import { startTestDropbox } from '../test-dropbox.ts'
import { getLatestCursor } from './listing.ts'
import { longpoll } from './longpoll.ts'

test('responds as soon as the folder differs from the cursor, however it was changed', async () => {
  const { dropbox, write, localPathOf } = await startTestDropbox({ 'a/b.txt': '1', 'other/c.txt': '2' })
  const cursor = async (path: string) =>
    (await dropbox.filesListFolderGetLatestCursor({ path, recursive: true })).result.cursor
  const changes = async (cursor: string) =>
    (await dropbox.filesListFolderLongpoll({ cursor, timeout: 300 })).result.changes

  const before = await cursor('/a')
  await write('a/b.txt', 'before the call')
  expect(await changes(before)).toBe(true)

  const waiting = await cursor('/a')
  const answer = changes(waiting)
  await write('other/c.txt', 'elsewhere')
  await write('a/b.txt', 'in place, during the call')
  expect(await answer).toBe(true)

  const last = changes(await cursor('/a'))
  await rm(localPathOf('a'), { recursive: true })
  expect(await last).toBe(true)
})

test('returns changes: false when the timeout ends or the client hangs up', async () => {
  const tempFolder = await mkdtemp(join(tmpdir(), 'longpoll-'))
  onTestFinished(() => rm(tempFolder, { recursive: true }))
  const folder = new AccountFolder(tempFolder, await Journal.open(join(tempFolder, 'journal\\jsonl')))
  const changeWatch = new ChangeWatch(folder)
  onTestFinished(() => changeWatch.close())
  const everything = { include_deleted: false, include_non_downloadable_files: true, limit: 1, recursive: true }
  const { cursor } = await getLatestCursor(folder, { path: '', ...everything })
  const client = new Socket()
  expect(await longpoll(folder, changeWatch, { cursor, timeout: 0 }, client)).toEqual({ changes: false })
  const waiting = longpoll(folder, changeWatch, { cursor, timeout: 480 }, client)
  client.destroy()
  expect(await waiting).toEqual({ changes: false })
  expect(folder.journal.listeners.size).toBe(0)
})

test('rejects an Authorization header, an invalid timeout, and an invalid cursor', async () => {
  const { dropbox, call, url, addFault } = await startTestDropbox({ 'a.txt': '1' })
  const { cursor } = (await dropbox.filesListFolder({ path: '' })).result
  const headers = { 'content-type': 'application/json' }
  const authorized = await call('files/list_folder/longpoll', { body: JSON.stringify({ cursor }), headers })
  expect([authorized.status, await authorized.text()]).toEqual([
    400,
    'Error in call to API function "files/list_folder/longpoll": Your request includes an Authorization header, but this function does not use it.',
  ])
  const ask = (body: unknown) =>
    fetch(`${url}/2/files/list_folder/longpoll`, { method: 'POST', body: JSON.stringify(body), headers })
  expect(await (await ask({ cursor, timeout: 29 })).text()).toContain('timeout: ')
  expect(await (await ask({ cursor: 'nonsense' })).json()).toMatchObject({ error: { '.tag': 'reset' } })
  addFault({ operation: '*', kind: 'reset-cursor' })
  expect((await ask({ cursor })).status).toBe(409)
})
