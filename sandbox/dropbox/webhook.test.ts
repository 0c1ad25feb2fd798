import { createHmac } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { app, startTestDropbox } from './test-dropbox.ts'

type Receive = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

/** Starts a webhook receiver that answers challenges. Returns its posts and challenges. */
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

const pollOptions = { timeout: 20_000 }

test('posts a signed notification without a path after the receiver answers the challenge', async () => {
  const { url, posts, challenges } = await buildReceiver()
  const { write, dropbox } = await startTestDropbox({ 'Course/Deep/a.txt': '1' }, { webhook: { url } })
  await write('Course/Deep/a.txt', 'overwritten')
  await expect.poll(() => posts.length, pollOptions).toBe(1)
  const { account_id } = (await dropbox.usersGetCurrentAccount()).result
  expect(JSON.parse(posts[0]!.body)).toEqual({
    list_folder: { accounts: [account_id] },
    delta: { users: [expect.any(Number)] },
  })
  expect(posts[0]!.signature).toBe(createHmac('sha256', app.appSecret).update(posts[0]!.body).digest('hex'))
  expect(challenges).toHaveLength(1)
})

test('notifies of changes in new and replaced folders', async () => {
  const { url, posts, challenges } = await buildReceiver()
  const { write, localPathOf } = await startTestDropbox({ 'a/old.txt': '1' }, { webhook: { url } })
  const expectPosts = async (count: number) =>
    expect.poll(() => posts.length, pollOptions).toBeGreaterThanOrEqual(count)
  await write('b/c/one.txt', '1')
  await expectPosts(1)
  const before = posts.length
  await write('b/c/one.txt', '2')
  await expectPosts(before + 1)
  await rm(localPathOf('a'), { recursive: true })
  await mkdir(localPathOf('a'))
  await expectPosts(before + 2)
  const postsAfterReplacement = posts.length
  await write('a/new.txt', '1')
  await expectPosts(postsAfterReplacement + 1)
  expect(challenges).toHaveLength(1)
})

test('retries while the receiver is unavailable', async () => {
  let refusals = 2
  const { url, posts } = await buildReceiver((_request, response) => {
    response.writeHead(refusals-- > 0 ? 503 : 200).end()
  })
  const { write, faults } = await startTestDropbox({}, { webhook: { url } })
  await write('a.txt', '1')
  await expect.poll(() => posts.length, pollOptions).toBe(3)
  expect(new Set(posts.map(({ body }) => body)).size).toBe(1)
  expect(faults.calls.dropbox.Notify).toBe(3)
})

test('sends no notification before the challenge is answered', async () => {
  const { url, posts, challenges } = await buildReceiver()
  const { write, faults, dropbox } = await startTestDropbox({}, { webhook: { url: url.replace('/hooks', '/wrong') } })
  await write('a.txt', '1')
  await expect.poll(() => challenges.length, pollOptions).toBeGreaterThan(1)
  expect(posts).toEqual([])
  expect(faults.calls.dropbox.Notify).toBeGreaterThan(1)
  expect((await dropbox.filesListFolder({ path: '' })).result.entries).toHaveLength(1)
})

test('loses a notification that a fault drops', async () => {
  const { url, posts } = await buildReceiver()
  const { write, faults, addFault } = await startTestDropbox({}, { webhook: { url } })
  addFault({ operation: 'Notify', kind: 'drop' })
  await write('a.txt', '1')
  await expect.poll(() => faults.calls.dropbox.Notify, pollOptions).toBe(1)
  await write('b.txt', '1')
  await expect.poll(() => posts.length, pollOptions).toBe(1)
  expect(faults.calls.dropbox.Notify).toBe(2)
})

test('notifies of changes made while Dropbox was stopped, but not of files at the first start', async () => {
  const { url, posts } = await buildReceiver()
  const { write, restart, faults } = await startTestDropbox({ 'a.txt': '1' }, { webhook: { url } })
  await restart()
  await restart(() => write('b.txt', '1'))
  await expect.poll(() => posts.length, pollOptions).toBe(1)
  expect(faults.calls.dropbox.Notify).toBe(1)
})
