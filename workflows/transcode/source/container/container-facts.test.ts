import { expect, onTestFinished, test } from 'vitest'
import { encodeTestVideo, testPattern, tone } from '../../../../sandbox/programs/test-video.ts'
import { ReaderThreads } from '../../../limits/reader-threads.ts'
import { serveFile } from '../../../test/serve-file.ts'
import { containerFacts as containerFactsIn, containerLimits } from './container-facts.ts'
import type { ContainerFacts, ContainerInput } from './inspect-container.ts'

const signal = new AbortController().signal

/** Reads a container in threads of its own. */
function containerFacts(input: ContainerInput, signal: AbortSignal, timeoutMs = containerLimits.timeoutMs) {
  const threads = new ReaderThreads({ ...containerLimits, timeoutMs })
  onTestFinished(() => threads.close())
  return containerFactsIn(threads, { key: 'a', signal }, input)
}

const sources = [testPattern(2, { size: '64x48', rate: 10 }), tone(3)]

test('lists when picture and sound start and end', async () => {
  const { input, requests } = await serveFile(await encodeTestVideo(sources))
  expect(await containerFacts(input, signal)).toMatchObject({
    ...{ isMoovFirst: true, isCut: false, mayBeCut: false, isProtected: false, missing: null },
    tracks: [
      { type: 'video', start: 0, end: 2 },
      { type: 'audio', start: 0, end: expect.closeTo(3, 1) },
    ],
  })
  expect(requests()).toBeLessThan(4)
})

test.each([
  ['a recording of a browser', '-c:v libvpx -deadline realtime -c:a libopus -live 1', 'webm', 0],
  ['a recording whose clock starts at one hour', '-c copy -output_ts_offset 3600', 'mkv', 3600],
])('finds the length of %s by reading on', async (_, options, extension, start) => {
  const recoded = options.startsWith('-c copy') ? `-c:v mpeg4 -c:a libopus ${options.replace('-c copy', '')}` : options
  const { input } = await serveFile(await encodeTestVideo(sources, recoded.trim().replaceAll('  ', ' '), extension))
  const { tracks } = (await containerFacts(input, signal)) as ContainerFacts
  expect(tracks[0]).toMatchObject({ type: 'video', start: expect.closeTo(start, 0), end: expect.closeTo(start + 2, 0) })
  expect(tracks[1]).toMatchObject({ type: 'audio', end: expect.closeTo(start + 3, 0) })
})

test('a file that never ends, or asks for gigabytes, neither blocks the process nor is an error', async () => {
  const { input } = await serveFile(Buffer.alloc(1000), () => true)
  const started = performance.now()
  expect(await containerFacts(input, signal, 500)).toBe('PAST_LIMIT')
  expect(performance.now() - started).toBeLessThan(5_000)
  const huge = Buffer.alloc(24)
  // The index continues to the end of the file.
  for (const [index, [name, size]] of Object.entries({ ftyp: 8, mdat: 8, moov: 0 }).entries()) {
    huge.writeUInt32BE(size, index * 8)
    huge.write(name, index * 8 + 4, 'latin1')
  }
  const hostile = await serveFile(huge)
  expect(await containerFacts({ ...hostile.input, bytes: 2 ** 32 }, signal, 5_000)).toBe('PAST_LIMIT')
})

test('an answer other than the file says nothing about it, and a canceled activity ends the work', async () => {
  const file = await encodeTestVideo(sources)
  const unavailable = await serveFile(file, response => Boolean(response.writeHead(503).end()))
  await expect(containerFacts(unavailable.input, signal)).rejects.toThrow('S3 answers 503')
  const silent = await serveFile(file, () => true)
  const canceled = new AbortController()
  const result = containerFacts(silent.input, canceled.signal)
  canceled.abort(new Error('canceled'))
  await expect(result).rejects.toThrow('canceled')
})
