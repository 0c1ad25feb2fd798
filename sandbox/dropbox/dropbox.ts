import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Faults } from '../faults/faults.ts'
import { noLog, type PartLog } from '../machine/log-file.ts'
import type { Account } from './api/account.ts'
import { IdenticalCalls } from './api/identical-calls.ts'
import { Revocations } from './api/revocations.ts'
import { routes } from './api/routes.ts'
import type { AppCredentials } from './api/tokens.ts'
import { AccountFolder } from './folder/account-folder.ts'
import { ChangeWatch } from './folder/change-watch.ts'
import { Journal } from './folder/journal.ts'
import { Webhook } from './webhook.ts'

type Options = AppCredentials & {
  folder: string
  state: string
  port: number
  faults: Faults
  account: Account
  /** The webhook that receives change notifications. */
  webhook?: { url: string }
  /** Default: logs nothing. */
  log?: PartLog
}

/**
 * Starts a Dropbox over a local folder. Any change to the folder is a change in Dropbox. Serves plain HTTP on
 * 127.0.0.1; the api, content, notify, and www hosts share one port (0 selects any free port). The folder `state`
 * stores ids, revs, and cursors, and only one process may use it at a time. Creates both folders if they are absent.
 * Rejects unsupported operations as unknown functions.
 */
export async function startDropbox(options: Options): Promise<{ url: string; close(): Promise<void> }> {
  await mkdir(options.folder, { recursive: true })
  await mkdir(options.state, { recursive: true })
  const journal = await Journal.open(join(options.state, 'journal.jsonl'))
  const folder = new AccountFolder(options.folder, journal)
  const changeWatch = new ChangeWatch(folder)
  const { faults, account, log = noLog } = options
  const webhook = options.webhook && new Webhook({ ...options, ...options.webhook, log })
  const notifyWebhook = () => webhook?.notifyChange()
  // The first start ever reports no changes for the files it finds.
  if (journal.sequence > 0) journal.listeners.add(notifyWebhook)
  await folder.refresh()
  journal.listeners.add(notifyWebhook)
  if (webhook) changeWatch.start()

  // By default, Node closes idle connections after 5 s and ends requests after 300 s. Dropbox does neither.
  const serverTimeouts = { keepAliveTimeout: 65_000, headersTimeout: 70_000, requestTimeout: 0 }
  const services = {
    folder,
    changeWatch,
    faults,
    account,
    app: options,
    codes: new Map(),
    revocations: await Revocations.open(join(options.state, 'revoked-grants')),
    identicalCalls: new IdenticalCalls(),
    log,
  }
  const server = createServer({ maxHeaderSize: 65_536, ...serverTimeouts }, routes(services))
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(options.port, '127.0.0.1', listening)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  log.info(`Listening on ${url} with the folder ${options.folder}`)
  return {
    url,
    async close() {
      changeWatch.close()
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
      await webhook?.close()
      await journal.close()
    },
  }
}
