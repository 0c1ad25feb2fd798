import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { EndpointError, ProtocolError, sendError } from './answer.ts'

test('sends an unexpected error as 500 and logs it with its call, and does not log the errors of the protocol', async () => {
  const logged: unknown[] = []
  const log = { info() {}, error: (...call: unknown[]) => logged.push(call) }
  const errors = [new Error('boom'), new EndpointError('path/not_found'), new ProtocolError('Not Found', 404)]
  const server = createServer((_request, response) => sendError(response, errors.shift(), log)).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/2/files/get_metadata`
  const statuses = []
  for (let call = 0; call < 3; call++) statuses.push((await fetch(url, { method: 'POST' })).status)
  expect(statuses).toEqual([500, 409, 404])
  expect(logged).toEqual([['POST /2/files/get_metadata failed', expect.objectContaining({ message: 'boom' })]])
})
