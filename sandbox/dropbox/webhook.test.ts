import { createHmac } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { app, startTestDropbox } from './test-dropbox.ts'

type Receive = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

/** A receiver of webhooks that answers challenges; what it was posted, and what was asked of it before. */
async function buildReceiver(receive?: Receive) {
  const posts: { signature: string | undefined; body: string }[] = []
  const challenges: string[] = []
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    if (request.method === 'GET') {
      const challenge = searchParams.get('challenge') ?? ''
      challenges.push(challenge)
      response.writeHead(200).end(pathname === '/hooks/dropbox' ? challenge : 'something else')
      return
    }
    posts.push({ signature: request.headers['x-dropbox-signature'] as string, body: await text(request) })
    if (receive) await receive(request, response)
    else response.end()
  })
  await new Promise<void>(listening => void server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/dropbox`, posts, challenges }
}

const waiting = { timeout: 20_000 }

test('a change in place is told once the receiver has answered the challenge, signed, without a path', async () => {
  const { url, posts, challenges } = await buildReceiver()
  const { write, dropbox } = await startTestDropbox({ 'Course/Deep/a.txt': '1' }, { webhook: { url } })
  await write('Course/Deep/a.txt', 'overwritten')
  await expect.poll(() => posts.length, waiting).toBe(1)
  const { account_id } = (await dropbox.usersGetCurrentAccount()).result
  expect(JSON.parse(posts[0]!.body)).toEqual({
    list_folder: { accounts: [account_id] },
    delta: { users: [expect.any(Number)] },
  })
  expect(posts[0]!.signature).toBe(createHmac('sha256', app.appSecret).update(posts[0]!.body).digest('hex'))
  expect(challenges).toHaveLength(1)
})

test('what happens in a folder that is new, or new in the place of another, is told too', async () => {
  const { url, posts, challenges } = await buildReceiver()
  const { write, at } = await startTestDropbox({ 'a/old.txt': '1' }, { webhook: { url } })
  const told = async (count: number) => expect.poll(() => posts.length, waiting).toBeGreaterThanOrEqual(count)
  await write('b/c/one.txt', '1')
  await told(1)
  const before = posts.length
  await write('b/c/one.txt', '2')
  await told(before + 1)
  await rm(at('a'), { recursive: true })
  await mkdir(at('a'))
  await told(before + 2)
  const then = posts.length
  await write('a/new.txt', '1')
  await told(then + 1)
  expect(challenges).toHaveLength(1)
})

test('a receiver that is away is told later', async () => {
  let refusals = 2
  const { url, posts } = await buildReceiver((_request, response) => {
    response.writeHead(refusals-- > 0 ? 503 : 200).end()
  })
  const { write, faults } = await startTestDropbox({}, { webhook: { url } })
  await write('a.txt', '1')
  await expect.poll(() => posts.length, waiting).toBe(3)
  expect(new Set(posts.map(({ body }) => body)).size).toBe(1)
  expect(faults.calls.dropbox.Notify).toBe(3)
})

test('nobody is told before the challenge was answered', async () => {
  const { url, posts, challenges } = await buildReceiver()
  const { write, faults, dropbox } = await startTestDropbox({}, { webhook: { url: url.replace('/hooks', '/wrong') } })
  await write('a.txt', '1')
  await expect.poll(() => challenges.length, waiting).toBeGreaterThan(1)
  expect(posts).toEqual([])
  expect(faults.calls.dropbox.Notify).toBeGreaterThan(1)
  expect((await dropbox.filesListFolder({ path: '' })).result.entries).toHaveLength(1)
})

test('a notification that is dropped is lost', async () => {
  const { url, posts } = await buildReceiver()
  const { write, faults, addFault } = await startTestDropbox({}, { webhook: { url } })
  addFault({ operation: 'Notify', kind: 'drop' })
  await write('a.txt', '1')
  await expect.poll(() => faults.calls.dropbox.Notify, waiting).toBe(1)
  await write('b.txt', '1')
  await expect.poll(() => posts.length, waiting).toBe(1)
  expect(faults.calls.dropbox.Notify).toBe(2)
})

test('what changed while Dropbox was away is told when it is back, and what it found at its very first start is not', async () => {
  const { url, posts } = await buildReceiver()
  const { write, restart, faults } = await startTestDropbox({ 'a.txt': '1' }, { webhook: { url } })
  await restart()
  await restart(() => write('b.txt', '1'))
  await expect.poll(() => posts.length, waiting).toBe(1)
  expect(faults.calls.dropbox.Notify).toBe(1)
})
