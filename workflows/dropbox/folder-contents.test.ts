import { expect, test } from 'vitest'
import type { DropboxClient } from './client.ts'
import { folderContents } from './folder-contents.ts'

const file = (name: string, server_modified = '2026-05-01T10:00:00Z') => ({
  ...{ '.tag': 'file', name, path_lower: `/lesson/${name}`, size: 10, server_modified },
})
const folder = (path: string) => ({ '.tag': 'folder', name: path, path_lower: path })

/** A Dropbox whose listing has these pages. `calls` counts the listings. */
function dropboxWith(pages: object[][]) {
  const counter = { calls: 0 }
  const page = (index: number) => {
    counter.calls++
    return { entries: pages[index], cursor: String(index), has_more: index + 1 < pages.length }
  }
  const sdk = {
    filesListFolder: () => page(0),
    filesListFolderContinue: ({ cursor }: { cursor: string }) => page(Number(cursor) + 1),
  }
  const dropbox = { call: async (request: (client: typeof sdk) => unknown) => request(sdk) } as unknown as DropboxClient
  return { dropbox, counter }
}

test('counts what a folder holds, and knows its newest file', async () => {
  const { dropbox } = dropboxWith([
    [folder('/lesson'), folder('/lesson/a'), file('index.html'), file('film.mp4', '2026-05-03T10:00:00Z')],
    [file('notes.txt', '2026-05-02T10:00:00Z')],
  ])
  expect(await folderContents(dropbox, '/Lesson')).toEqual({
    ...{ files: 3, folders: 1, pages: 1, videos: 1, bytes: 30, isComplete: true },
    changedAt: new Date('2026-05-03T10:00:00Z'),
  })
})

test('stops counting after five pages', async () => {
  const { dropbox, counter } = dropboxWith(Array.from({ length: 7 }, (_, index) => [file(`${index}.html`)]))
  expect(await folderContents(dropbox, '/Lesson')).toMatchObject({ files: 5, isComplete: false })
  expect(counter.calls).toBe(5)
})

test('lists a folder once for two questions at a time', async () => {
  const { dropbox, counter } = dropboxWith([[file('index.html')]])
  const [first, second] = await Promise.all(['/Lesson', '/Lesson'].map(path => folderContents(dropbox, path)))
  expect(first).toBe(second)
  expect(counter.calls).toBe(1)
  await folderContents(dropbox, '/Other')
  expect(counter.calls).toBe(2)
})
