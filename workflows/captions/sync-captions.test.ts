import { expect, test } from 'vitest'
import { captionsKey } from '../storage/keys.ts'
import { getBuffer, head } from '../storage/s3.ts'
import { buildBackEnd } from '../test/back-end.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const subRip = '1\r\n00:00:00,500 --> 00:00:02,000\r\nHare & hedgehog\r\n'
const german = 'WEBVTT\n\n00:00.500 --> 00:02.000\nHase und Igel\n'
const french = Buffer.from(german.replace('Hase und Igel', 'Le li\xe8vre'), 'latin1')

async function convertedOf({ database, store, pkg }: BackEnd, path: string) {
  const { contentHash } = await database.draftFile.findFirstOrThrow({
    where: { packageId: pkg.id, path, untilRevision: null },
  })
  const row = await database.convertedCaptions.findUnique({ where: { contentHash } })
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
  })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  const english = await convertedOf(backEnd, 'video.en.srt')
  expect(english.row).toMatchObject({ key: captionsKey(english.contentHash), problem: null })
  expect(english.text).toBe('WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nHare &amp; hedgehog\n')
  expect((await head(backEnd.store, english.row!.key!))?.ContentType).toBe('text/vtt; charset=utf-8')
  expect((await convertedOf(backEnd, 'video.de.vtt')).row).toBeNull()
  expect((await convertedOf(backEnd, 'video.fr.vtt')).text).toBe(german.replace('Hase und Igel', 'Le lièvre'))
  expect((await convertedOf(backEnd, 'video.it.srt')).row).toMatchObject({
    ...{ key: null, versionId: null },
    problem: 'The file contains no captions.',
  })
  expect(await findings(backEnd)).toEqual(['CAPTIONS_UNREADABLE video.it.srt', 'VIDEO_UNREADABLE video.mp4'])
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
