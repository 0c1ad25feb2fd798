import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { buildBackEnd } from '../../test/back-end.ts'

test('a playlist or a script that is named like a video makes nobody fetch anything', async () => {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url!)
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const files = {
    'playlist.mp4': `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${url}/segment.ts\n#EXT-X-ENDLIST\n`,
    'concat.mp4': `ffconcat version 1.0\nfile '${url}/part.mp4'\n`,
    'session.mov': `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n`,
    'manifest.webm': `<?xml version="1.0"?><MPD><Period><BaseURL>${url}/</BaseURL></Period></MPD>`,
  }
  const videos = Object.keys(files).map(name => `<video src="${name}"></video>`)
  const backEnd = await buildBackEnd({ 'index.html': `<html><head></head>${videos.join('')}</html>`, ...files })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  const probes = await backEnd.database.probe.findMany({ select: { problemCode: true } })
  expect(probes.map(({ problemCode }) => problemCode)).toEqual(Object.keys(files).map(() => 'UNREADABLE'))
  expect(await backEnd.transcoded()).toMatchObject({ status: 'FAILED' })
  expect(backEnd.faults.calls.mediaconvert?.CreateJob).toBeUndefined()
  expect(requests).toEqual([])
})
