import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { buildBackEnd } from '../test/back-end.ts'

const packed = gzipSync('<svg xmlns="http://www.w3.org/2000/svg"/>')
const page = (head: string) => `<html><head>${head}</head><body></body></html>`

test('a file keeps its way to be sent from Dropbox to a release, and gets another one with another name or use', async () => {
  const backEnd = await buildBackEnd({
    'index.html': page('<script src="Lib/Count.TXT"></script>'),
    'lib/count.txt': 'count()',
    'hare.svgz': packed,
    'Build/game.wasm.gz': packed,
  })
  const { database, pkg } = backEnd
  const author = { packageId: pkg.id, generated: false }
  const draft = async () =>
    (await database.draftFile.findMany({ where: { ...author, untilRevision: null }, orderBy: { path: 'asc' } })).map(
      file => [file.path, file.pathKey, file.usedMediaType ?? file.mediaType, file.contentEncoding],
    )
  await backEnd.synchronize()
  const first = [
    ['Build/game.wasm.gz', 'build/game.wasm.gz', 'application/wasm', 'gzip'],
    ['hare.svgz', 'hare.svgz', 'image/svg+xml', 'gzip'],
    ['index.html', 'index.html', 'text/html', null],
    ['lib/count.txt', 'lib/count.txt', 'text/javascript', null],
  ]
  expect(await draft()).toEqual(first)

  await backEnd.publish()
  await backEnd.until(() => database.release.findFirst({ where: { packageId: pkg.id, number: 1 } }))
  const released = await database.releaseFile.findMany({ where: { ...author, number: 1 }, orderBy: { path: 'asc' } })
  expect(released.map(file => [file.path, file.pathKey, file.mediaType, file.contentEncoding])).toEqual(first)

  const downloads = backEnd.faults.calls.dropbox?.['files/download'] ?? 0
  await backEnd.write('index.html', page(''))
  await backEnd.move('Build/game.wasm.gz', 'archive/game.wasm.gz')
  await backEnd.synchronize()
  expect(await draft()).toEqual([
    ['archive/game.wasm.gz', 'archive/game.wasm.gz', 'application/gzip', null],
    ...first.slice(1, 3),
    ['lib/count.txt', 'lib/count.txt', 'text/plain', null],
  ])
  await backEnd.move('archive/game.wasm.gz', 'Build/game.wasm.gz')
  await backEnd.synchronize()
  expect((await draft())[0]).toEqual(first[0])
  // Only the page was downloaded.
  expect(backEnd.faults.calls.dropbox?.['files/download']).toBe(downloads + 1)
})

test('a large image has the type of its content, also with another name', async () => {
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
  // More than a part, which is 8 MiB here.
  const photo = Buffer.concat([heic, Buffer.alloc(9 * 1024 ** 2)])
  const backEnd = await buildBackEnd({ 'index.html': page('<link rel="icon" href="a.jpg">'), 'a.jpg': photo })
  const { database, pkg } = backEnd
  const current = { packageId: pkg.id, untilRevision: null }
  const typeOf = async (path: string) =>
    (await database.draftFile.findFirstOrThrow({ where: { ...current, path } })).mediaType
  await backEnd.synchronize()
  expect(await typeOf('a.jpg')).toBe('image/heic')
  const findings = await database.finding.findMany({ where: current })
  expect(findings.map(({ code, severity }) => `${code} ${severity}`).sort()).toContain('IMAGE_UNSUPPORTED WARNING')
  await backEnd.move('a.jpg', 'a.png')
  await backEnd.synchronize()
  expect(await typeOf('a.png')).toBe('image/heic')
})
