import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Database, openDatabase } from '@lectern/domain/database'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildDraftFile } from '../../domain/test/factories.ts'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { resolveChromium } from '../../sandbox/programs/chromium.ts'
import { put } from '../storage/s3-put.ts'
import { buildStore } from '../test/object-store.ts'
import { openChromium } from './chromium.ts'
import { serveVersion } from './serve-version.ts'
import { PageTimeoutError, stillSize, takeStill } from './take-still.ts'

let database: Database
let path: string
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 3)
  path = await resolveChromium()
})
afterAll(() => database.$disconnect())

/** Opens Chromium for a draft with these pages, and returns what takes pictures of them. */
async function openPages(pages: Record<string, string>, signal = new AbortController().signal) {
  const { store } = await buildStore()
  let packageId: string | undefined
  for (const [name, text] of Object.entries(pages)) {
    const { key, versionId } = await put(store, `draft/${crypto.randomUUID()}`, Buffer.from(text), 'text/html')
    const mediaType = name.endsWith('.css') ? 'text/css' : 'text/html'
    const file = { path: name, key, versionId, mediaType, storedBytes: BigInt(text.length) }
    packageId = (await buildDraftFile(database, { ...file, ...(packageId && { packageId }) })).packageId
  }
  const server = await serveVersion({ database, store }, { packageId: packageId!, revision: 1 })
  const chromium = await openChromium({ path, isSandboxed: process.getuid?.() !== 0 }, server.port, signal)
  onTestFinished(async () => {
    await chromium[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })
  return { chromium, still: (name: string) => takeStill(chromium, name) }
}

const page = (body: string) => `<!doctype html><html><body style="margin:0;background:white">${body}</body></html>`

/** The color of a pixel. */
async function colorAt(png: Buffer, x: number, y: number): Promise<number[]> {
  const { data } = await sharp(png).raw().ensureAlpha().toBuffer({ resolveWithObject: true })
  const at = (y * stillSize.width + x) * 4
  return [...data.subarray(at, at + 3)]
}

test('takes a picture of a page with its style sheet, 1280 by 800 pixels', async () => {
  const { still } = await openPages({
    'chapters/one.html': page('<link rel="stylesheet" href="../box.css"><div></div>'),
    'box.css': 'div { width: 100px; height: 100px; background: rgb(10, 200, 30) }',
  })
  const png = await still('chapters/one.html')
  expect(await sharp(png).metadata()).toMatchObject({ format: 'png', ...stillSize })
  expect(await colorAt(png, 50, 50)).toEqual([10, 200, 30])
  expect(await colorAt(png, 150, 150)).toEqual([255, 255, 255])
})

test('a page with animations, chance, and the time of day looks the same each time', async () => {
  const { still } = await openPages({
    'index.html':
      page(`<style>@keyframes m { to { transform: translateX(900px) } } p { animation: m 5s linear infinite }</style>
      <p>Moves</p><canvas></canvas><svg width="300" height="40"><rect width="20" height="20">
        <animate attributeName="x" from="0" to="280" dur="3s" repeatCount="indefinite"/></rect></svg><pre></pre>
      <script>
        const context = document.querySelector('canvas').getContext('2d')
        let frames = 0
        function draw() { context.clearRect(0, 0, 300, 150); context.fillRect(frames++ % 250, 10, 40, 40); requestAnimationFrame(draw) }
        draw()
        setInterval(() => { document.querySelector('pre').textContent = [Math.random(), new Date().toISOString(), frames].join(' ') }, 300)
      </script>`),
  })
  const [one, other] = [await still('index.html'), await still('index.html')]
  expect(one.equals(other)).toBe(true)
})

test('a page reaches nothing but its package', async () => {
  const reached: string[] = []
  const spy = createServer((message, response) => {
    reached.push(`${message.method} ${message.url}`)
    response.end('reached')
  })
  spy.on('connection', () => reached.push('connection'))
  const udp = createSocket('udp4').on('message', () => reached.push('datagram'))
  spy.listen(0, '127.0.0.1')
  udp.bind(0, '127.0.0.1')
  await Promise.all([once(spy, 'listening'), once(udp, 'listening')])
  onTestFinished(() => {
    spy.close()
    udp.close()
  })
  const host = `127.0.0.1:${(spy.address() as AddressInfo).port}`
  const named = `localhost:${(spy.address() as AddressInfo).port}`
  const { still } = await openPages({
    'index.html': page(`<div id="result" style="width: 100px; height: 100px; background: red"></div>
      <link rel="dns-prefetch" href="http://${named}/"><link rel="preconnect" href="http://${host}/">
      <link rel="prefetch" href="http://${host}/prefetch"><link rel="stylesheet" href="http://${named}/style">
      <script type="speculationrules">{"prerender": [{"urls": ["http://${host}/prerender"]}]}</script>
      <img src="http://${host}/image"><iframe src="http://${named}/frame"></iframe>
      <a id="ping" href="#" ping="http://${host}/ping">ping</a>
      <script>
        const ice = [{ urls: 'stun:127.0.0.1:${udp.address().port}' }, { urls: 'turn:${host}?transport=tcp', username: 'a', credential: 'b' }]
        const frame = document.body.appendChild(document.createElement('iframe'))
        for (const view of [window, frame.contentWindow]) {
          const Connection = view.RTCPeerConnection
          if (!Connection) continue
          const connection = new Connection({ iceServers: ice })
          connection.createDataChannel('x')
          connection.createOffer().then(offer => connection.setLocalDescription(offer))
        }
        const attempts = [
          () => fetch('http://${host}/fetch', { mode: 'no-cors' }),
          () => fetch('http://${named}/fetch-by-name', { mode: 'no-cors' }),
          () => navigator.sendBeacon('http://${host}/beacon', 'x'),
          () => new WebSocket('ws://${host}/socket'),
          () => new EventSource('http://${host}/events'),
          () => new WebTransport('https://${host}/transport'),
          () => new Worker(URL.createObjectURL(new Blob(["fetch('http://${host}/worker')"]))),
          () => window.open('http://${host}/window'),
          () => ping.click(),
        ]
        for (const attempt of attempts) try { Promise.resolve(attempt()).catch(() => {}) } catch {}
        fetch('there.html').then(response => { if (response.ok) result.style.background = 'rgb(0, 128, 0)' })
      </script>`),
    'there.html': page('there'),
  })
  expect(await colorAt(await still('index.html'), 50, 50)).toEqual([0, 128, 0])
  expect(reached).toEqual([])
  // The spy would have noticed.
  await fetch(`http://${host}/control`)
  expect(reached).toEqual(['connection', 'GET /control'])
})

test('a page that asks, moves on, or saves a file does not keep the browser', async () => {
  const { still } = await openPages({
    'index.html': page(`<div style="width: 100px; height: 100px; background: rgb(1, 2, 200)"></div>
      <script>alert('Hello'); confirm('Sure?'); prompt('Who?')
      const link = document.createElement('a'); link.href = 'data:text/plain,x'; link.download = 'x.txt'; link.click()</script>`),
  })
  expect(await colorAt(await still('index.html'), 50, 50)).toEqual([1, 2, 200])
})

test('a page that never rests ends by the time limit, and the browser ends with all of its processes and files', async () => {
  const stop = new AbortController()
  const { chromium, still } = await openPages({ 'index.html': page('<script>for (;;);</script>') }, stop.signal)
  await expect(still('index.html')).rejects.toBeInstanceOf(PageTimeoutError)
  const { profile } = chromium
  expect(await processesWith(profile)).not.toEqual([])
  stop.abort()
  await chromium[Symbol.asyncDispose]()
  expect(await processesWith(profile)).toEqual([])
  expect(existsSync(profile)).toBe(false)
}, 60_000)

/** The ids of processes that a browser with this profile started. */
async function processesWith(profile: string): Promise<string[]> {
  const names = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  const lines = names.map(
    async name => [name, await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')] as const,
  )
  return (await Promise.all(lines)).filter(([, line]) => line.includes(profile)).map(([name]) => name)
}
