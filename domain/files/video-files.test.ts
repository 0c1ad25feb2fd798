import { expect, test } from 'vitest'
import { isVideo } from './video-files.ts'

test('a video is known by its ending, whatever the letter case', () => {
  const endings = ['mp4', 'm4v', 'mov', 'webm', 'mkv', 'avi', 'wmv', 'mpg', 'mpeg', 'ogv', 'ogg', '3gp', 'flv']
  for (const ending of endings) {
    expect(isVideo(`films/one.${ending}`)).toBe(true)
    expect(isVideo(`films/ONE.${ending.toUpperCase()}`)).toBe(true)
  }
})

test('programs and the pieces of a stream that lies in the package are no videos', () => {
  for (const path of ['scripts/player.d.ts', 'scripts/player.ts', 'stream/index.m3u8', 'stream/index_00001.ts'])
    expect(isVideo(path)).toBe(false)
})

test('an ending counts only at the end, and behind a dot', () => {
  for (const path of ['film.mp4.html', 'film.mp4/index.html', 'mp4', 'aboutmp4', 'film.mp44'])
    expect(isVideo(path)).toBe(false)
})
