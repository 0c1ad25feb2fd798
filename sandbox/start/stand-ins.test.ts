import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freePorts } from '../machine/ports.ts'
import type { StandInsConfig } from './stand-ins.ts'

test('the stand-ins’ process serves faults, calls, and the bill on one port, and each stand-in writes its log', async () => {
  const state = await mkdtemp(join(tmpdir(), 'stand-ins-'))
  onTestFinished(() => rm(state, { recursive: true }))
  const [dropbox, mediaconvert, s3, faults, smtp, mail] = (await freePorts(6)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const options: StandInsConfig = {
    ...{ state, logs: join(state, 'logs') },
    ports: { dropbox, mediaconvert, s3, faults, smtp, mail },
    dropbox: { folder: join(state, 'folder'), appKey: 'a', appSecret: 'b', refreshToken: 'c', accessToken: 'd' },
    s3: { endpoint: 'http://127.0.0.1:1', region: 'us-east-1', accessKeyId: 'a', secretAccessKey: 'b' },
    bucket: 'lectern',
    webhook: { url: 'http://127.0.0.1:1/hooks/eventbridge', key: 'k' },
    ...{ ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' },
  }
  const child = fork(join(import.meta.dirname, 'stand-ins.ts'), {
    env: { ...process.env, LECTERN_STAND_INS: JSON.stringify(options) },
  })
  onTestFinished(async () => {
    child.kill()
    await once(child, 'exit')
  })
  await once(child, 'message')
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${faults}${path}`)).json()
  expect(await get('/faults')).toEqual({ left: [], done: [] })
  expect(await get('/faults/calls')).toMatchObject({ mediaconvert: {} })
  expect(await get('/faults/bill')).toEqual({ currency: 'USD', total: 0, jobs: [] })

  expect(await (await fetch(`http://127.0.0.1:${mail}/mail`)).text()).toContain('No mails yet')

  const logOf = (name: string) => readFile(join(state, 'logs', `${name}.log`), 'utf8')
  for (const name of ['dropbox', 'mediaconvert', 's3-proxy'])
    expect(await logOf(name)).toMatch(/^\d{4}-\S+Z INFO Listening on http:.*\n$/)
  expect(await logOf('eventbridge')).toContain('INFO Delivering to http://127.0.0.1:1/hooks/eventbridge')
  expect((await fetch(`http://127.0.0.1:${s3}/lectern/page.html`)).status).toBe(503)
  expect(await logOf('s3-proxy')).toMatch(/ ERROR GET \/lectern\/page\.html failed: .*ECONNREFUSED/)
})
