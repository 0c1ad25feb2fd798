import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Faults } from '../faults.ts'
import type { Account } from './account.ts'
import { AccountFolder } from './account-folder.ts'
import { Journal } from './journal.ts'
import type { App } from './oauth.ts'
import { routes } from './routes.ts'

/**
 * Dropbox over a local folder: whatever any program changes in it is a change in Dropbox. Plain http on 127.0.0.1; the api, content and
 * notify hosts share the port (0: any free one). `state` keeps what clients may remember (ids, revs, cursors), and belongs to one process
 * at a time. Both folders are made where absent. Any other operation than ours is refused as an unknown function.
 */
export async function startDropbox(
  options: App & { folder: string; state: string; port: number; faults: Faults; account: Account },
): Promise<{ url: string; close(): Promise<void> }> {
  await mkdir(options.folder, { recursive: true })
  await mkdir(options.state, { recursive: true })
  const journal = await Journal.open(join(options.state, 'journal.jsonl'))
  const folder = new AccountFolder(options.folder, journal)
  await folder.look()

  // Node hangs up after 5 s of idling, and ends requests after 300 s; the real one does neither.
  const times = { keepAliveTimeout: 65_000, headersTimeout: 70_000, requestTimeout: 0 }
  const { faults, account } = options
  const server = createServer({ maxHeaderSize: 65_536, ...times }, routes({ folder, faults, app: options, account }))
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(options.port, '127.0.0.1', listening)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
      await journal.close()
    },
  }
}
