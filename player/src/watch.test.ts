// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { parsePageLocation } from './page-location.ts'
import type { Playlist } from './playlists.ts'
import type { StreamRequest } from './stream-request.ts'
import { watch } from './watch.ts'

const streams: { video: HTMLVideoElement; request: StreamRequest; stopped: boolean }[] = []
vi.mock('./stream.ts', () => ({
  stream(video: HTMLVideoElement, request: StreamRequest) {
    const entry = { video, request, stopped: false }
    streams.push(entry)
    return () => {
      entry.stopped = true
    }
  },
}))
vi.mock('./preload.ts', () => ({
  whenAboutToPlay(_: HTMLVideoElement, callback: () => void) {
    callback()
    return () => {}
  },
}))

const page = 'https://lessons.example/production/hare/3/chapters/1.html'
const pageLocation = parsePageLocation(new URL(page))!
const captions = [
  { language: 'en', kind: 'STANDARD' as const, label: 'English', url: '/captions/en.vtt' },
  { language: 'de', kind: 'STANDARD' as const, label: 'Deutsch', url: '/captions/de.vtt' },
]
let requestCount = 0
let stop: () => void

/** Stubs the content host's response with playlists for the package's two videos. */
function stubPlaylists(overrides: Partial<Playlist> = {}, status = 200) {
  const playlists = ['videos/race.mp4', 'videos/sunrise.mp4'].map(path => ({
    path,
    url: `/media/${path}/master.m3u8`,
    fallbackUrl: `/production/hare/3/${path}`,
    posterUrl: '/media/poster.jpg',
    durationSeconds: 5,
    captions,
    ...overrides,
  }))
  vi.stubGlobal('fetch', async () => {
    requestCount++
    return new Response(JSON.stringify({ data: { playlists } }), { status })
  })
}

/** Renders the markup, starts the player, and waits until it has processed the page. Returns the first video. */
async function renderPage(html: string): Promise<HTMLVideoElement> {
  document.body.innerHTML = html
  stop = watch(document, pageLocation)
  await settled()
  return document.querySelector('video')!
}

const settled = () => new Promise(resolve => setTimeout(resolve, 20))

beforeEach(() => {
  requestCount = 0
  streams.length = 0
  ;(window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(page)
  stubPlaylists()
})
afterEach(() => {
  stop?.()
  vi.unstubAllGlobals()
})

it('replaces the author’s addresses with the stream', async () => {
  const video = await renderPage('<video controls><source src="../videos/race.mp4" type="video/mp4"></video>')
  expect(video.querySelector('source')?.hasAttribute('src')).toBe(false)
  expect(streams.map(({ request }) => request.url)).toEqual(['/media/videos/race.mp4/master.m3u8'])
})

it('sends one request for all videos of a page, including one added later', async () => {
  await renderPage(
    '<video src="../videos/race.mp4" controls></video><video src="../videos/sunrise.mp4" controls></video>',
  )
  const section = document.createElement('section')
  section.innerHTML = '<video controls><source src="../videos/race.mp4"></video>'
  document.body.append(section)
  await settled()
  expect(streams).toHaveLength(3)
  expect(requestCount).toBe(1)
})

it('sends no request when the page has no videos of the package', async () => {
  const video = await renderPage('<video src="https://cdn.example/a.mp4" controls></video>')
  expect(requestCount).toBe(0)
  expect(video.getAttribute('src')).toBe('https://cdn.example/a.mp4')
})

it('ignores decoration', async () => {
  const video = await renderPage('<video src="../videos/race.mp4" autoplay muted loop></video>')
  expect(video.getAttribute('src')).toBe('../videos/race.mp4')
  expect(requestCount).toBe(0)
})

it('adds a poster and the captions that the author’s markup lacks', async () => {
  const video = await renderPage('<video src="../videos/race.mp4" controls><track srclang="EN" src="mine.vtt"></video>')
  expect(video.getAttribute('poster')).toBe('/media/poster.jpg')
  expect([...video.querySelectorAll('track')].map(track => track.getAttribute('src'))).toEqual([
    'mine.vtt',
    '/captions/de.vtt',
  ])
})

it('adds the captions of each kind, and lists forced ones as subtitles', async () => {
  const kinds = (['SDH', 'FORCED'] as const).map(kind => ({ language: 'de', kind, label: kind, url: `/${kind}.vtt` }))
  stubPlaylists({ captions: [...captions, ...kinds] })
  const video = await renderPage('<video src="../videos/race.mp4" controls></video>')
  expect([...video.querySelectorAll('track')].map(({ kind, label }) => `${kind} ${label}`)).toEqual([
    'captions English',
    'captions Deutsch',
    'captions SDH',
    'subtitles FORCED',
  ])
})

it('keeps the author’s poster and size', async () => {
  const video = await renderPage('<video src="../videos/race.mp4" poster="mine.jpg" width="320" controls></video>')
  expect([video.getAttribute('poster'), video.getAttribute('width')]).toEqual(['mine.jpg', '320'])
})

it.each<[string, () => void]>([
  ['the stream is not ready', () => stubPlaylists({ url: null })],
  ['the response is an error', () => stubPlaylists({}, 503)],
  ['the response names other videos', () => stubPlaylists({ path: 'other.mp4' })],
])('restores the author’s file when %s', async (_, arrange) => {
  arrange()
  const video = await renderPage('<video controls><source src="../videos/race.mp4"></video>')
  expect(video.querySelector('source')?.getAttribute('src')).toBe('../videos/race.mp4')
  expect(streams).toEqual([])
})

it('restores the author’s file at the same time and keeps playing when the stream fails', async () => {
  const video = await renderPage('<video src="../videos/race.mp4" controls></video>')
  const played = vi.spyOn(video, 'play').mockResolvedValue()
  Object.defineProperty(video, 'paused', { value: false })
  video.currentTime = 3
  streams[0]!.request.onFailure()
  await settled()
  expect(streams[0]!.stopped).toBe(true)
  expect(video.getAttribute('src')).toBe('../videos/race.mp4')
  expect(played).toHaveBeenCalled()
  video.currentTime = 0
  video.dispatchEvent(new Event('loadedmetadata'))
  expect(video.currentTime).toBe(3)
  expect(streams).toHaveLength(1) // The player does not attach to it again.
})

it('falls back to the file’s correct path when the page misspells it', async () => {
  const video = await renderPage('<video src="../Videos/Race.MP4" controls></video>')
  streams[0]!.request.onFailure()
  await settled()
  expect(video.getAttribute('src')).toBe('/production/hare/3/videos/race.mp4')
  expect(streams).toHaveLength(1)
})

it('attaches again when the author’s script changes the file', async () => {
  const video = await renderPage('<video src="../videos/race.mp4" controls></video>')
  video.src = '../videos/sunrise.mp4'
  await settled()
  expect(streams.map(({ request, stopped }) => [request.url, stopped])).toEqual([
    ['/media/videos/race.mp4/master.m3u8', true],
    ['/media/videos/sunrise.mp4/master.m3u8', false],
  ])
  expect(video.querySelectorAll('track')).toHaveLength(2)
})

it('stops the stream when a video is removed and resumes it when the video is added again', async () => {
  const video = await renderPage('<video src="../videos/race.mp4" controls></video>')
  video.currentTime = 2
  video.remove()
  await settled()
  expect(streams[0]!.stopped).toBe(true)
  document.body.append(video)
  await settled()
  expect(streams[1]?.request.startAt).toBe(2)
})

it('starts at the time in the author’s address', async () => {
  await renderPage('<video src="../videos/race.mp4#t=4.5" controls></video>')
  expect(streams[0]!.request.startAt).toBe(4.5)
})
