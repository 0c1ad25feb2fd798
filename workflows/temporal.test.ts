import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openTemporal, wakeWorkflow } from './temporal.ts'

test('a call that is retried after the connection was closed fails, and ends nothing else', async () => {
  // Nobody answers at this address, so the client repeats the call, each time after a longer pause.
  const server = createServer(socket => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const temporal = openTemporal({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'default' })
  const waking = wakeWorkflow(temporal, { workflow: 'sync', packageId: 'any' }, 10_000).catch(error => error)
  await sleep(300)
  await temporal.connection.close()
  expect(await waking).toBeInstanceOf(Error)
  server.close()
})
