import { expect, test } from 'vitest'
import { captionsKey } from '../storage/keys.ts'
import { getBuffer, head } from '../storage/s3.ts'
import { buildBackEnd } from '../test/back-end.ts'

type World = Awaited<ReturnType<typeof buildBackEnd>>

const subRip = '1\r\n00:00:00,500 --> 00:00:02,000\r\nHare & hedgehog\r\n'
const german = 'WEBVTT\n\n00:00.500 --> 00:02.000\nHase und Igel\n'
const french = Buffer.from(german.replace('Hase und Igel', 'Le li\xe8vre'), 'latin1')

async function convertedOf({ database, store, pkg }: World, path: string) {
  const { contentHash } = await database.draftFile.findFirstOrThrow({
    where: { packageId: pkg.id, path, untilRevision: null },
  })
  const row = await database.convertedCaptions.findUnique({ where: { contentHash } })
  const text = row?.key ? (await getBuffer(store, row.key, row.versionId!)).toString('utf8') : null
  return { contentHash, row, text }
}

const findings = async ({ database, pkg }: World) =>
  (
    await database.finding.findMany({ where: { packageId: pkg.id, untilRevision: null }, orderBy: { path: 'asc' } })
  ).map(({ code, path }) => `${code} ${path}`)

test('captions beside a film lie as WebVTT in S3 before a draft names them; good ones are left as they are', async () => {
  const world = await buildBackEnd({
    'index.html': '<head></head><video src="film.mp4"></video>',
    'film.mp4': 'no film at all',
    'film.en.srt': subRip,
    'film.de.vtt': german,
    'film.fr.vtt': french,
    'film.it.srt': 'Buongiorno',
  })
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  const english = await convertedOf(world, 'film.en.srt')
  expect(english.row).toMatchObject({ key: captionsKey(english.contentHash), problem: null })
  expect(english.text).toBe('WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nHare &amp; hedgehog\n')
  expect((await head(world.store, english.row!.key!))?.ContentType).toBe('text/vtt; charset=utf-8')
  expect((await convertedOf(world, 'film.de.vtt')).row).toBeNull()
  expect((await convertedOf(world, 'film.fr.vtt')).text).toBe(german.replace('Hase und Igel', 'Le lièvre'))
  expect((await convertedOf(world, 'film.it.srt')).row).toMatchObject({
    ...{ key: null, versionId: null },
    problem: 'There are no captions in it.',
  })
  expect(await findings(world)).toEqual(['CAPTIONS_UNREADABLE film.it.srt', 'VIDEO_UNREADABLE film.mp4'])
})

test('captions are converted once, under whatever name, and also those of a draft from before', async () => {
  const world = await buildBackEnd({ 'index.html': '<head></head>', 'film.en.srt': subRip })
  await world.synchronize()
  const { contentHash, row } = await convertedOf(world, 'film.en.srt')
  await world.move('film.en.srt', 'other.srt')
  await world.write('once more.srt', subRip)
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect((await convertedOf(world, 'other.srt')).row).toEqual(row)

  await world.database.convertedCaptions.deleteMany()
  await world.database.textAnalysis.updateMany({ where: { contentHash }, data: { version: 1 } })
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 2 })
  const again = await convertedOf(world, 'other.srt')
  expect(again.text).toContain('Hare &amp; hedgehog')
  await world.remove('other.srt')
  await world.remove('once more.srt')
  await world.synchronize()
  expect(await head(world.store, again.row!.key!, again.row!.versionId!)).not.toBeNull()
})
