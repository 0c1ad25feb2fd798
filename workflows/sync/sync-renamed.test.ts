import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { confirmSync } from '@lectern/domain/sync/sync-runs'
import { describe, expect, test } from 'vitest'
import { getBuffer } from '../storage/s3.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { tryWake } from '../wake.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const page = (body = '') => `<html><head></head><body>${body}</body></html>`
const image = (src: string) => `<img src="${src}">`

const pathsOf = async (backEnd: BackEnd) => Object.keys(await draftOf(backEnd))

/** Reads the author's files in the draft, by path, and what their rows' versions hold in S3. Leaves out the start page. */
async function draftOf({ database, store, pkg }: BackEnd): Promise<Record<string, string>> {
  const where = { packageId: pkg.id, untilRevision: null, generated: false, path: { not: 'index.html' } }
  const files = await database.draftFile.findMany({ where, orderBy: { path: 'asc' } })
  const entries = files.map(async ({ path, key, versionId }) => {
    expect(key).toBe(`draft/Lesson/${path}`)
    return [path, (await getBuffer(store, key, versionId)).toString()]
  })
  return Object.fromEntries(await Promise.all(entries))
}

const findingsOf = async ({ database, pkg }: BackEnd) =>
  (await database.finding.findMany({ where: { packageId: pkg.id, untilRevision: null } }))
    .map(({ code, path }) => `${code} ${path}`)
    .sort()

describe('a file or folder that was renamed only in letter case to fix a finding', () => {
  test.each([
    ['a file', 'bilder/hase.png', 'bilder/Hase.PNG', ['bilder/fuchs.png', 'bilder/Hase.PNG']],
    ['a folder', 'bilder', 'Bilder', ['Bilder/fuchs.png', 'Bilder/hase.png']],
  ])('is found by the next synchronization: %s', async (_, from, to, expected) => {
    const link = to.includes('/') ? to : from.replace('bilder', 'Bilder/hase.png')
    const files = { 'index.html': page(image(link)), 'bilder/hase.png': 'hare', 'bilder/fuchs.png': 'fox' }
    const backEnd = await buildBackEnd(files)
    await backEnd.synchronize()
    expect(await findingsOf(backEnd)).toEqual(['LINK_LETTER_CASE index.html'])
    const listings = { ...backEnd.faults.calls.dropbox }
    await backEnd.move(from, to)
    expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
    expect(await findingsOf(backEnd)).toEqual([])
    expect((await pathsOf(backEnd)).sort()).toEqual(expected.sort())
    // It asked by name and did not list or download everything.
    expect(backEnd.faults.calls.dropbox?.['files/list_folder']).toBe(listings['files/list_folder'])
    expect(backEnd.faults.calls.dropbox?.['files/download']).toBe(listings['files/download'])
    const { revision, misspelledPaths } = await backEnd.database.package.findUniqueOrThrow({
      where: { id: backEnd.pkg.id },
    })
    expect({ revision, misspelledPaths }).toEqual({ revision: 2, misspelledPaths: [] })
    // Nothing is asked for by name once there is no finding.
    const lookups = backEnd.faults.calls.dropbox?.['files/get_metadata'] ?? 0
    expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 0 })
    expect(backEnd.faults.calls.dropbox?.['files/get_metadata']).toBe(lookups + 1)
  })

  test('changes nothing while the name stays, and does not disturb one that was deleted', async () => {
    const backEnd = await buildBackEnd({ 'index.html': page(image('HASE.png') + image('FUCHS.png')), 'hase.png': 'a' })
    await backEnd.write('fuchs.png', 'b')
    await backEnd.synchronize()
    expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 0 })
    await backEnd.remove('hase.png')
    await backEnd.move('fuchs.png', 'Fuchs.png')
    expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
    expect(await pathsOf(backEnd)).toEqual(['Fuchs.png'])
    expect(await findingsOf(backEnd)).toEqual(['LINK_LETTER_CASE index.html', 'LINK_MISSING index.html'])
  })
})

describe('the draft is what is in Dropbox, byte for byte, after', () => {
  test('a file became a folder of the same name, and the reverse', async () => {
    const backEnd = await buildBackEnd({ 'index.html': page(), file: 'a file', 'folder/one.txt': 'one' })
    await backEnd.write('folder/deep/two.txt', 'two')
    await backEnd.synchronize()
    await backEnd.remove('file')
    await backEnd.write('file/inside.txt', 'inside')
    await backEnd.remove('folder')
    await backEnd.write('folder', 'a file now')
    expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 2, filesDeleted: 3 })
    expect(await draftOf(backEnd)).toEqual({ 'file/inside.txt': 'inside', folder: 'a file now' })
    await backEnd.remove('file')
    await backEnd.write('file', 'a file again')
    await backEnd.remove('folder')
    await backEnd.write('folder/one.txt', 'one again')
    expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 2, filesDeleted: 2 })
    expect(await draftOf(backEnd)).toEqual({ file: 'a file again', 'folder/one.txt': 'one again' })
  })

  test('two files and two folders swapped their names', async () => {
    const backEnd = await buildBackEnd({ 'index.html': page(), 'a.txt': 'first', 'b.txt': 'second' })
    await backEnd.write('one/x.txt', 'of one')
    await backEnd.write('one/only.txt', 'only one')
    await backEnd.write('two/x.txt', 'of two')
    await backEnd.synchronize()
    for (const [a, b] of [
      ['a.txt', 'b.txt'],
      ['one', 'two'],
    ] as const) {
      await backEnd.move(a, 'aside')
      await backEnd.move(b, a)
      await backEnd.move('aside', b)
    }
    expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
    expect(await draftOf(backEnd)).toEqual({
      ...{ 'a.txt': 'second', 'b.txt': 'first' },
      ...{ 'one/x.txt': 'of two', 'two/only.txt': 'only one', 'two/x.txt': 'of one' },
    })
  })

  test('a folder was deleted and created again, with other and with equal files', async () => {
    const backEnd = await buildBackEnd({ 'index.html': page(), 'folder/a.txt': 'a', 'folder/b.txt': 'b' })
    await backEnd.write('folder/deep/c.txt', 'c')
    await backEnd.synchronize()
    await backEnd.remove('folder')
    await backEnd.write('folder/a.txt', 'a')
    await backEnd.write('folder/b.txt', 'other')
    await backEnd.write('folder/deep', 'a file now')
    expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 2, filesDeleted: 1 })
    const expected = { 'folder/a.txt': 'a', 'folder/b.txt': 'other', 'folder/deep': 'a file now' }
    expect(await draftOf(backEnd)).toEqual(expected)
    expect(await backEnd.synchronize(true)).toMatchObject({ status: 'SUCCEEDED', filesDone: 0, filesDeleted: 0 })
    expect(await draftOf(backEnd)).toEqual(expected)
  })

  test.each(['the next click', 'the confirmation'])(
    '30 files were moved out and back while the deletion waited, ended by %s',
    async nextStep => {
      const numbers = Array.from({ length: 30 }, (_, number) => number)
      const many = Object.fromEntries(numbers.map(number => [`many/${number}.txt`, `number ${number}`]))
      const backEnd = await buildBackEnd({ 'index.html': page(), ...many })
      await backEnd.synchronize()
      const before = await draftOf(backEnd)
      const downloads = backEnd.faults.calls.dropbox?.['files/download']
      for (const number of numbers) await backEnd.move(`many/${number}.txt`, `../Aside/${number}.txt`)
      const running = backEnd.synchronize()
      const { id } = await backEnd.until(() =>
        backEnd.database.syncRun.findFirst({ where: { status: 'WAITING_FOR_CONFIRMATION', finishedAt: null } }),
      )
      for (const number of numbers) await backEnd.move(`../Aside/${number}.txt`, `many/${number}.txt`)
      if (nextStep === 'the next click') await backEnd.synchronize()
      else {
        await change(backEnd.database, systemActor, tx => confirmSync(tx, id))
        await tryWake(backEnd, { workflow: 'sync', packageId: backEnd.pkg.id })
      }
      expect(await running).toMatchObject({ id, status: 'SUCCEEDED', filesDeleted: 0 })
      expect(await draftOf(backEnd)).toEqual(before)
      expect(backEnd.faults.calls.dropbox?.['files/download']).toBe(downloads)
    },
  )
})
