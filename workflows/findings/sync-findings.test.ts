import { mkdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { browserOptions, encodeTestVideo, testPattern, tone } from '../../sandbox/programs/test-video.ts'
import { getBuffer } from '../storage/s3.ts'
import { buildBackEnd } from '../test/back-end.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const sources = [testPattern(2, { size: '64x48', rate: 5 }), tone(2)]

const findings = async ({ database, pkg }: BackEnd) =>
  (
    await database.finding.findMany({
      where: { packageId: pkg.id, untilRevision: null },
      orderBy: [{ path: 'asc' }, { line: 'asc' }],
    })
  ).map(({ code, path, line }) => [code, path, ...(line === null ? [] : [line])].join(' '))

test('reports what is wrong with unplayable videos without failing the run', async () => {
  const complete = await encodeTestVideo(sources)
  const backEnd = await buildBackEnd({
    'index.html': '<head></head><video src="whole.mp4"></video>',
    'whole.mp4': complete,
    'cut.mp4': complete.subarray(0, complete.length - 100),
    'sound.mp4': await encodeTestVideo(sources, `${browserOptions} -map 1`),
    'text.mp4': 'this is not a video',
    'empty.mp4': '',
  })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(await findings(backEnd)).toEqual([
    'VIDEO_TRUNCATED cut.mp4',
    'VIDEO_UNREADABLE empty.mp4',
    'VIDEO_UNREADABLE text.mp4',
  ])
  const probes = await backEnd.database.probe.findMany({ select: { problemCode: true, durationSeconds: true } })
  expect(probes.map(probe => probe.problemCode ?? probe.durationSeconds).sort()).toEqual([
    2,
    ...['NO_PICTURE', 'TRUNCATED', 'UNREADABLE', 'UNREADABLE'],
  ])
})

test('analyzes texts in any encoding, inserts the player into documents, and survives broken files', async () => {
  const japanese = Buffer.concat([
    Buffer.from('<html><head><meta charset="shift_jis"><title>'),
    Buffer.from([0x83, 0x5c, 0x95, 0x5c]),
    Buffer.from('</title></head><body>\r\n<video src="Video.mp4"></video>'),
  ])
  const backEnd = await buildBackEnd({
    'index.html': '<frameset><frame src="pages/one.html"><frame src="pages/two.html"></frameset>',
    'pages/one.html': japanese,
    'pages/two.html': Buffer.from('\ufeff<html><head></head><body><img src="gone.png">', 'utf16le'),
    'pages/video.mp4': await encodeTestVideo(sources),
    'pages/no.html': Buffer.alloc(5_000, '\0'),
    'style.css': 'a {\n  background: url(Style.CSS) }',
    'video.vtt': 'no captions',
  })
  await mkdir(backEnd.at('nothing/in/here'), { recursive: true })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(await findings(backEnd)).toEqual([
    'FOLDER_EMPTY nothing',
    'PAGE_UNREADABLE pages/no.html 1',
    'LINK_LETTER_CASE pages/one.html 2',
    'LINK_MISSING pages/two.html 1',
    'LINK_LETTER_CASE style.css 2',
    'CAPTIONS_UNREADABLE video.vtt 1',
  ])
  const page = await backEnd.database.draftFile.findFirstOrThrow({ where: { path: 'pages/one.html' } })
  expect(page.mediaType).toBe('text/html; charset=shift_jis')
  const stored = await getBuffer(backEnd.store, page.key, page.versionId)
  const tag = Buffer.from('<script async src="../lectern/player.js" data-lectern="2"></script>')
  const at = stored.indexOf(tag)
  expect(at).toBe('<html><head>'.length)
  expect(Buffer.concat([stored.subarray(0, at), stored.subarray(at + tag.length)]).equals(japanese)).toBe(true)
})
