import { execFile } from 'node:child_process'
import type { LookupAddress } from 'node:dns'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { makeCertificate } from '../../sandbox/bench/rig/certificate.ts'
import { privateRanges } from './address-ranges.ts'
import { openOutbound } from './outbound.ts'
import { OutboundError, parseOutboundUrl } from './outbound-url.ts'

const loopback = privateRanges.parse('127.0.0.0/8,::1/128')

/** Answers on loopback. Returns the port, and the requests that arrived. */
async function serve(answer: RequestListener, server: Server = createServer()) {
  const requests: IncomingMessage[] = []
  server.on('request', (request, response) => {
    requests.push(request)
    answer(request, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, requests }
}

const resolveTo =
  (...addresses: string[]) =>
  async (): Promise<LookupAddress[]> =>
    addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))

/** What a request comes to: its status, or the code of its problem and the status of a broken answer. */
async function outcome(work: Promise<{ status: number }>): Promise<number | [string, number | null]> {
  try {
    return (await work).status
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    return [error.problem.code, error.httpStatus]
  }
}

describe('parseOutboundUrl', () => {
  test.each([
    ['https://example.org/events?a=1', [], null],
    ['https://example.org:8443/', [], null],
    ['https://93.184.216.34/', [], null],
    ['https://[2606:4700::1111]/', [], null],
    ['http://127.0.0.1:4000/', loopback, null],
    ['http://[::1]:4000/', loopback, null],
    ['http://subscriber.test/', loopback, null],
    ['http://subscriber.test/', [], 'HTTPS_REQUIRED'],
    ['http://93.184.216.34/', loopback, 'HTTPS_REQUIRED'],
    ['https://127.0.0.1/', [], 'ADDRESS_REFUSED'],
    ['https://127.1/', [], 'ADDRESS_REFUSED'],
    ['https://2130706433/', [], 'ADDRESS_REFUSED'],
    ['https://0x7f.0.0.1/', [], 'ADDRESS_REFUSED'],
    ['https://0177.0.0.1/', [], 'ADDRESS_REFUSED'],
    ['https://127.0.0.1./', [], 'ADDRESS_REFUSED'],
    ['https://１２７.0.0.1/', [], 'ADDRESS_REFUSED'],
    ['https://[::1]/', [], 'ADDRESS_REFUSED'],
    ['https://[::ffff:127.0.0.1]/', [], 'ADDRESS_REFUSED'],
    ['https://[64:ff9b::10.0.0.1]/', [], 'ADDRESS_REFUSED'],
    ['https://169.254.169.254/latest/', loopback, 'ADDRESS_REFUSED'],
    ['https://user:secret@example.org/', [], 'ADDRESS_INVALID'],
    ['file:///etc/passwd', [], 'ADDRESS_INVALID'],
    ['ftp://example.org/', [], 'ADDRESS_INVALID'],
    ['example.org/events', [], 'ADDRESS_INVALID'],
    ['', [], 'ADDRESS_INVALID'],
  ])('of %s with the ranges %o: %s', (text, ranges, code) => {
    const parse = () => parseOutboundUrl(text, ranges)
    if (code === null) expect(parse()).toBeInstanceOf(URL)
    else expect(parse).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code }) }))
  })
})

describe('a name', () => {
  test('is resolved once, and the request goes to that address with the name as its host', async () => {
    const { port, requests } = await serve((_, response) => response.end('thanks'))
    let lookups = 0
    const resolve = async () => [{ address: ++lookups === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    const send = openOutbound({ ranges: loopback, resolve })
    const answer = await send({ url: `http://subscriber.test:${port}/events?a=1`, method: 'POST', body: '{}' })
    expect({ ...answer, body: answer.body.toString() }).toEqual({ status: 200, body: 'thanks' })
    expect(lookups).toBe(1)
    expect(requests[0]).toMatchObject({ url: '/events?a=1', headers: { host: `subscriber.test:${port}` } })
  })

  test('is refused when one of its addresses is private, whatever their order', async () => {
    const { port, requests } = await serve((_, response) => response.end())
    for (const addresses of [
      ['127.0.0.1'],
      ['93.184.216.34', '127.0.0.1'],
      ['127.0.0.1', '93.184.216.34'],
      ['2606:4700::1111', '::1'],
      ['93.184.216.34', '::ffff:127.0.0.1'],
    ]) {
      const send = openOutbound({ ranges: [], resolve: resolveTo(...addresses) })
      const work = send({ url: `https://subscriber.test:${port}/`, method: 'GET' })
      expect(await outcome(work)).toEqual(['ADDRESS_REFUSED', null])
    }
    expect(requests).toEqual([])
  })

  test('needs https when one of its addresses is public', async () => {
    const send = openOutbound({ ranges: loopback, resolve: resolveTo('127.0.0.1', '93.184.216.34') })
    expect(await outcome(send({ url: 'http://subscriber.test/', method: 'GET' }))).toEqual(['HTTPS_REQUIRED', null])
  })

  test('without an address is a problem, as is one whose resolution fails', async () => {
    const failing = async () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }))
    for (const resolve of [resolveTo(), failing]) {
      const send = openOutbound({ ranges: [], resolve })
      expect(await outcome(send({ url: 'https://nowhere.test/', method: 'GET' }))).toEqual(['NAME_NOT_FOUND', null])
    }
  })

  test('of this machine is resolved by the system', async () => {
    const { port } = await serve((_, response) => response.end())
    const url = `http://localhost:${port}/`
    expect(await outcome(openOutbound({ ranges: loopback })({ url, method: 'GET' }))).toBe(200)
    const secureUrl = `https://localhost:${port}/`
    const work = openOutbound({ ranges: [] })({ url: secureUrl, method: 'GET' })
    expect(await outcome(work)).toEqual(['ADDRESS_REFUSED', null])
  })
})

describe('an answer', () => {
  const ask = async (answer: RequestListener, timeoutMs?: number) => {
    const { port } = await serve(answer)
    return openOutbound({ ranges: loopback, timeoutMs })({
      url: `http://127.0.0.1:${port}/`,
      method: 'POST',
      body: 'x',
    })
  }

  test('that is a redirect is not followed', async () => {
    const target = await serve((_, response) => response.end())
    for (const status of [301, 302, 303, 307, 308]) {
      const location = `http://127.0.0.1:${target.port}/`
      expect(await outcome(ask((_, response) => response.writeHead(status, { location }).end()))).toBe(status)
    }
    expect(target.requests).toEqual([])
  })

  test('that never comes, or that comes byte by byte, ends with the time limit', async () => {
    expect(await outcome(ask(() => {}, 300))).toEqual(['TIMEOUT', null])
    const drip: RequestListener = async (_, response) => {
      response.writeHead(200)
      while (!response.destroyed) {
        response.write('.')
        await sleep(50)
      }
    }
    expect(await outcome(ask(drip, 400))).toEqual(['TIMEOUT', 200])
  })

  test('of a name that is never resolved ends with the time limit', async () => {
    const send = openOutbound({ ranges: [], resolve: () => new Promise(() => {}), timeoutMs: 100 })
    expect(await outcome(send({ url: 'https://slow.test/', method: 'GET' }))).toEqual(['TIMEOUT', null])
  })

  test('that is cut in the middle is a problem with its status', async () => {
    const cut: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('half')
      setTimeout(() => response.destroy(), 50)
    }
    expect(await outcome(ask(cut))).toEqual(['ANSWER_INCOMPLETE', 200])
    const chunked: RequestListener = (_, response) => {
      response.writeHead(200).write('half')
      setTimeout(() => response.destroy(), 50)
    }
    expect(await outcome(ask(chunked))).toEqual(['ANSWER_INCOMPLETE', 200])
    expect(await outcome(ask(({ socket }) => socket.destroy()))).toEqual(['UNREACHABLE', null])
    expect(await outcome(ask(({ socket }) => socket.end('no http at all')))).toEqual(['UNREACHABLE', null])
  })

  test('that is huge or endless is read up to 64 KiB', async () => {
    const endless: RequestListener = (_, response) => {
      const write = () => {
        while (!response.destroyed && response.write(Buffer.alloc(50_000, 'x')));
      }
      response.on('drain', write)
      write()
    }
    const { status, body } = await ask(endless)
    expect([status, body.length]).toEqual([200, 64 * 1024])
  })

  test('is refused where nobody listens', async () => {
    const { port } = await serve(() => {})
    const work = openOutbound({ ranges: loopback })({ url: `http://127.0.0.2:${port}/`, method: 'GET' })
    expect(await outcome(work)).toEqual(['UNREACHABLE', null])
  })

  test('is not waited for once the caller cancels', async () => {
    const abort = new AbortController()
    const { port } = await serve(() => abort.abort(new Error('canceled')))
    const { signal } = abort
    const work = openOutbound({ ranges: loopback })({ url: `http://127.0.0.1:${port}/`, method: 'GET', signal })
    await expect(work).rejects.toThrow('canceled')
  })
})

test('checks the certificate against the name, also when the address was resolved before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-outbound-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { key, cert } = await makeCertificate(folder, 'subscriber.test')
  const names: unknown[] = []
  const server = createSecureServer({ key, cert })
  const { port } = await serve(
    ({ socket }, response) => {
      names.push((socket as TLSSocket & { servername: unknown }).servername)
      response.end()
    },
    server as unknown as Server,
  )
  const send = openOutbound({ ranges: loopback, resolve: resolveTo('127.0.0.1') })
  const ask = (host: string) => outcome(send({ url: `https://${host}:${port}/`, method: 'GET' }))
  expect(await ask('subscriber.test')).toEqual(['CERTIFICATE_INVALID', null])
  const known = getCACertificates('default')
  setDefaultCACertificates([...known, cert.toString()])
  onTestFinished(() => setDefaultCACertificates(known))
  expect(await ask('subscriber.test')).toBe(200)
  expect(names).toEqual(['subscriber.test'])
  expect(await ask('other.test')).toEqual(['CERTIFICATE_INVALID', null])
})

test('uses no proxy that the environment names', async () => {
  const proxy = await serve((_, response) => response.end('from the proxy'))
  const { port } = await serve((_, response) => response.end('from the subscriber'))
  const script = `
    import { openOutbound } from './outbound.ts'
    import { privateRanges } from './address-ranges.ts'
    const send = openOutbound({ ranges: privateRanges.parse('127.0.0.0/8') })
    process.stdout.write((await send({ url: 'http://127.0.0.1:${port}/', method: 'GET' })).body)`
  const url = `http://127.0.0.1:${proxy.port}`
  const env = { ...process.env, NODE_USE_ENV_PROXY: '1', HTTP_PROXY: url, http_proxy: url, NO_PROXY: '', no_proxy: '' }
  const options = { cwd: import.meta.dirname, env }
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], options)
  expect(stdout).toBe('from the subscriber')
  expect(proxy.requests).toEqual([])
})
