// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { parsePageLocation } from './page-location.ts'
import { chosenPath, isDecoration, sourcePaths } from './sources.ts'

const page = 'https://lessons.example/production/hare/3/chapters/1.html'
const pageLocation = parsePageLocation(new URL(page))!

function videoOf(markup: string): HTMLVideoElement {
  document.body.innerHTML = markup
  const video = document.querySelector('video')!
  Object.defineProperty(video, 'baseURI', { value: page })
  return video
}

beforeEach(() => document.body.replaceChildren())

it.each([
  ['the file of `src`', '<video src="../videos/race.mp4">', ['videos/race.mp4']],
  [
    'every source in its order',
    '<video><source src="a.webm"><source src="a.mp4"></video>',
    ['chapters/a.webm', 'chapters/a.mp4'],
  ],
  ['`src` before sources', '<video src="b.mp4"><source src="a.mp4"></video>', ['chapters/b.mp4']],
  ['no files of other sites', '<video src="https://other.example/a.mp4">', []],
  ['no files of other packages', '<video src="/production/tortoise/1/a.mp4">', []],
])('reads %s', (_, markup, paths) => {
  expect(sourcePaths(videoOf(markup), pageLocation)).toEqual(paths)
})

it.each([
  [
    'the file that the browser chose',
    'https://lessons.example/production/hare/3/videos/Caf%C3%A9.mp4#t=5',
    'videos/Café.mp4',
  ],
  ['nothing before the choice', '', null],
  ['nothing for a file of another site', 'https://other.example/a.mp4', null],
])('knows %s', (_, currentSrc, path) => {
  const video = videoOf('<video>')
  Object.defineProperty(video, 'currentSrc', { value: currentSrc })
  expect(chosenPath(video, pageLocation)).toBe(path)
})

it.each([
  ['<video autoplay muted loop>', true],
  ['<video autoplay muted loop controls>', false],
  ['<video autoplay muted>', false],
  ['<video autoplay loop>', false],
])('takes %s for decoration: %s', (markup, is) => {
  expect(isDecoration(videoOf(markup))).toBe(is)
})

it('takes a muted loop that a script plays for decoration, and not one that waits to be played', () => {
  const video = videoOf('<video muted loop>')
  expect(isDecoration(video)).toBe(false)
  Object.defineProperty(video, 'paused', { value: false })
  expect(isDecoration(video)).toBe(true)
})
