import { captionsOfVersion } from '@lectern/domain/captions/version-captions'
import { expect, test } from 'vitest'
import { captionsKey } from '../storage/keys.ts'
import { getBuffer, head } from '../storage/s3.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { encodeLegacy } from '../test/encode-legacy.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const subRip = '1\r\n00:00:00,500 --> 00:00:02,000\r\nHare & hedgehog\r\n'
const german = 'WEBVTT\n\n00:00.500 --> 00:02.000\nHase und Igel\n'
const russian = encodeLegacy('1\n00:00:00,500 --> 00:00:02,000\nДоброе утро', 'windows-1251')
const french = Buffer.from(german.replace('Hase und Igel', 'Le li\xe8vre'), 'latin1')

async function convertedOf({ database, store, pkg }: BackEnd, path: string, reading = '') {
  const { contentHash } = await database.draftFile.findFirstOrThrow({
    where: { packageId: pkg.id, path, untilRevision: null },
  })
  const row = await database.convertedCaptions.findFirst({ where: { contentHash, reading } })
  const text = row?.key ? (await getBuffer(store, row.key, row.versionId!)).toString('utf8') : null
  return { contentHash, row, text }
}

const findings = async ({ database, pkg }: BackEnd) =>
  (
    await database.finding.findMany({ where: { packageId: pkg.id, untilRevision: null }, orderBy: { path: 'asc' } })
  ).map(({ code, path }) => `${code} ${path}`)

test('stores captions as WebVTT in S3 before a draft refers to them, and keeps valid files as they are', async () => {
  const backEnd = await buildBackEnd({
    'index.html': '<head></head><video src="video.mp4"></video>',
    'video.mp4': 'not a video',
    'video.en.srt': subRip,
    'video.de.vtt': german,
    'video.fr.vtt': french,
    'video.it.srt': 'Buongiorno',
    'video.ru.srt': russian,
    'video.el.srt': russian,
    'video.es.ass': 'Dialogue: 0,0:00:00.50,0:00:02.00,Default,,0,0,0,,La liebre',
  })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  const english = await convertedOf(backEnd, 'video.en.srt')
  expect(english.row).toMatchObject({ key: captionsKey(english.contentHash, ''), problem: null })
  expect(english.text).toBe('WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nHare &amp; hedgehog\n')
  expect((await head(backEnd.store, english.row!.key!))?.ContentType).toBe('text/vtt; charset=utf-8')
  expect((await convertedOf(backEnd, 'video.de.vtt')).row).toBeNull()
  expect((await convertedOf(backEnd, 'video.fr.vtt', 'windows-1252')).text).toBe(
    german.replace('Hase und Igel', 'Le lièvre'),
  )
  expect((await convertedOf(backEnd, 'video.it.srt')).row).toMatchObject({
    ...{ key: null, versionId: null },
    problem: 'The file contains no captions.',
  })
  const readAs = async (path: string, charset: string) => {
    const { contentHash, row, text } = await convertedOf(backEnd, path, charset)
    expect(row?.key).toBe(captionsKey(contentHash, charset))
    return text?.split('\n')[3]
  }
  expect(await readAs('video.ru.srt', 'windows-1251')).toBe('Доброе утро')
  expect(await readAs('video.el.srt', 'iso-8859-7')).toBe('Δξαπξε σςπξ')
  expect((await convertedOf(backEnd, 'video.es.ass')).text?.split('\n')[3]).toBe('La liebre')
  const shown = await captionsOfVersion(backEnd.database, { packageId: backEnd.pkg.id, revision: 1 })
  expect(shown.map(({ path, reading }) => [path, reading].join(' ').trim())).toEqual([
    ...['video.de.vtt', 'video.fr.vtt windows-1252', 'video.el.srt iso-8859-7', 'video.en.srt', 'video.it.srt'],
    ...['video.ru.srt windows-1251', 'video.es.ass'],
  ])
  expect(await findings(backEnd)).toEqual([
    'CAPTIONS_ENCODING video.el.srt',
    'CAPTIONS_ENCODING video.fr.vtt',
    'CAPTIONS_UNREADABLE video.it.srt',
    'VIDEO_UNREADABLE video.mp4',
    'CAPTIONS_ENCODING video.ru.srt',
  ])
})

test('converts captions once under any name, and also converts those of an existing draft', async () => {
  const backEnd = await buildBackEnd({ 'index.html': '<head></head>', 'video.en.srt': subRip })
  await backEnd.synchronize()
  const { contentHash, row } = await convertedOf(backEnd, 'video.en.srt')
  await backEnd.move('video.en.srt', 'other.srt')
  await backEnd.write('copy.srt', subRip)
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect((await convertedOf(backEnd, 'other.srt')).row).toEqual(row)

  await backEnd.database.convertedCaptions.deleteMany()
  await backEnd.database.textAnalysis.updateMany({ where: { contentHash }, data: { version: 1 } })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 2 })
  const again = await convertedOf(backEnd, 'other.srt')
  expect(again.text).toContain('Hare &amp; hedgehog')
  await backEnd.remove('other.srt')
  await backEnd.remove('copy.srt')
  await backEnd.synchronize()
  expect(await head(backEnd.store, again.row!.key!, again.row!.versionId!)).not.toBeNull()
})
