import { describe, expect, it } from 'vitest'
import { parsePageLocation, pathInPackage } from './page-location.ts'

const locationOf = (address: string) => parsePageLocation(new URL(address))

describe('parsePageLocation', () => {
  it('finds the release of an environment', () => {
    expect(locationOf('https://lessons.example/production/hare/12/chapters/1.html?x=1#top')).toEqual({
      graphql: '/graphql',
      root: '/production/hare/12/',
      package: 'hare',
      environment: 'production',
      release: 12,
    })
  })

  it('finds the release of an environment below a viewer token', () => {
    expect(locationOf('https://lessons.example/view/t0.k-en/district/hare/3/')).toEqual({
      graphql: '/view/t0.k-en/graphql',
      root: '/view/t0.k-en/district/hare/3/',
      package: 'hare',
      environment: 'district',
      release: 3,
    })
  })

  it('finds the draft’s revision below a preview token', () => {
    expect(locationOf('http://localhost:4001/preview/abc/hare/7/index.html')).toEqual({
      graphql: '/preview/abc/graphql',
      root: '/preview/abc/hare/7/',
      package: 'hare',
      revision: 7,
    })
  })

  it.each([
    'file:///Users/harry/Dropbox/hare/3/index.html',
    'https://lessons.example/',
    'https://lessons.example/index.html',
    'https://lessons.example/production/hare/index.html',
    'https://lessons.example/production/hare/12',
    'https://lessons.example/preview/abc/hare/',
    'https://lessons.example/view/token/hare/3/',
    'about:blank',
  ])('returns null for %s', address => expect(locationOf(address)).toBeNull())
})

describe('pathInPackage', () => {
  const page = 'https://lessons.example/production/hare/12/chapters/1.html'
  const pathOf = (address: string) => pathInPackage(locationOf(page)!, address, page)

  it.each([
    ['../videos/race.mp4', 'videos/race.mp4'],
    ['race.mp4#t=5', 'chapters/race.mp4'],
    ['race.mp4?v=2', 'chapters/race.mp4'],
    ['/production/hare/12/a.mp4', 'a.mp4'],
    ['https://lessons.example/production/hare/12/a.mp4', 'a.mp4'],
    ['../Der%20H%C3%A4schen-Video.mp4', 'Der Häschen-Video.mp4'],
    ['../Häschen.mp4', 'Häschen.mp4'],
    ['../Question%20%231%20100%25.mp4', 'Question #1 100%.mp4'],
    ['100%.mp4', 'chapters/100%.mp4'],
    ['..//videos///race.mp4', 'videos/race.mp4'],
    ['/production/hare/12//a.mp4', 'a.mp4'],
    ['..\\videos\\race.mp4', 'videos/race.mp4'],
  ])('resolves %s to %s', (address, path) => expect(pathOf(address)).toBe(path))

  it.each([
    '../../11/a.mp4',
    '/media/x/a.mp4',
    'https://cdn.example/production/hare/12/a.mp4',
    'blob:https://x/1',
    '',
    'http://[',
  ])('returns null for "%s"', address => expect(address === '' ? pathOf('../') : pathOf(address)).toBeNull())
})
