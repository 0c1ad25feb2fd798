import sharp from 'sharp'
import { expect, test } from 'vitest'
import { head } from '../storage/s3.ts'
import { buildOutputs, tileImage } from '../test/job-outputs.ts'

test('places every picture on its sheet, sheet by sheet, and makes the storyboard once', async () => {
  const { finish, text, bytes, store, prefix } = await buildOutputs({ seconds: 130 })
  await finish()
  const sheets = await Promise.all(['storyboard/sheet-1.jpg', 'storyboard/sheet-2.jpg'].map(bytes))
  const [first, second] = await Promise.all(sheets.map(sheet => sharp(sheet).metadata()))
  expect([first, second]).toMatchObject([
    { format: 'jpeg', width: 800, height: 450 },
    { format: 'jpeg', width: 160, height: 90 },
  ])
  for (const cue of (await text('storyboard/storyboard.vtt')).trim().split('\n\n').slice(1)) {
    const [, from, sheet, left, top] = /^00:(\d\d:\d\d)\..*\nsheet-(\d)\.jpg#xywh=(\d+),(\d+),160,90$/.exec(cue)!
    const [minutes, seconds] = from!.split(':').map(Number)
    const tile = { left: Number(left), top: Number(top), width: 160, height: 90 }
    const { channels } = await sharp(
      await sharp(sheets[Number(sheet) - 1]!)
        .extract(tile)
        .toBuffer(),
    ).stats()
    expect(Math.abs(channels[0]!.mean - ((((minutes! * 60 + seconds!) / 5) * 37) % 256))).toBeLessThan(3)
  }
  const before = await head(store, `${prefix}storyboard/sheet-1.jpg`)
  await finish()
  expect(await head(store, `${prefix}storyboard/sheet-1.jpg`)).toMatchObject({ VersionId: before!.VersionId })
})

test('makes an interrupted storyboard again with the same bytes', async () => {
  const { finish, remove, bytes } = await buildOutputs()
  await finish()
  const [sheet, text] = [await bytes('storyboard/sheet-1.jpg'), await bytes('storyboard/storyboard.vtt')]
  await remove('storyboard/storyboard.vtt')
  await finish()
  expect((await bytes('storyboard/sheet-1.jpg')).equals(sheet)).toBe(true)
  expect((await bytes('storyboard/storyboard.vtt')).equals(text)).toBe(true)
})

test('accepts a missing last picture, but no other missing or invalid one', async () => {
  const { finish, verify, remove, write, text } = await buildOutputs({ seconds: 11 })
  await write('frames/index_thumb.0000001.jpg', 'not a picture')
  await finish()
  expect(await verify()).toMatchObject({ status: 'FAILED' })
  await write('frames/index_thumb.0000001.jpg', await tileImage(1))
  await remove('frames/index_thumb.0000002.jpg')
  await finish()
  expect((await text('storyboard/storyboard.vtt')).match(/-->/g)).toHaveLength(2)
  await remove('storyboard/storyboard.vtt')
  await remove('frames/index_thumb.0000001.jpg')
  await finish()
  await expect(text('storyboard/storyboard.vtt')).rejects.toMatchObject({ name: 'NoSuchKey' })
})
