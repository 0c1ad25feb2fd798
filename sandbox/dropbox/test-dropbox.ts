import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { files } from 'dropbox'
import { Dropbox } from 'dropbox'
import { afterEach } from 'vitest'
import type { Fault } from '../faults/fault.ts'
import { Faults } from '../faults/faults.ts'
import { startDropbox } from './dropbox.ts'

/** The app and user of every test. */
export const app = {
  appKey: 'key',
  appSecret: 'secret',
  refreshToken: 'refresh',
  accessToken: 'sl.fixed',
  account: { name: 'Harry James Potter', email: 'harry@example.org' },
}

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp()
})

/**
 * A running Dropbox over a temporary folder with these files (path → content), the official SDK as its client, and means to
 * restart it over what it left. Ends with the test.
 */
export async function startTestDropbox(
  contents: Record<string, string> = {},
  options: { webhook?: { url: string } } = {},
) {
  const tempFolder = await mkdtemp(join(tmpdir(), 'dropbox-'))
  cleanups.push(() => rm(tempFolder, { recursive: true }))
  const folder = join(tempFolder, 'folder')
  const faults = new Faults()
  const localPathOf = (path: string) => join(folder, path)
  const write = async (path: string, content: string | Buffer) => {
    await mkdir(dirname(localPathOf(path)), { recursive: true })
    await writeFile(localPathOf(path), content)
  }
  for (const [path, content] of Object.entries(contents)) await write(path, content)
  const start = () => startDropbox({ ...app, ...options, folder, state: join(tempFolder, 'state'), port: 0, faults })
  let running = await start()
  cleanups.push(() => running.close())
  const client = (auth: ConstructorParameters<typeof Dropbox>[0]) =>
    new Dropbox({
      ...auth,
      fetch: (url: string | URL, init: RequestInit) =>
        fetch(String(url).replace(/^https:\/\/(api|content|notify)\.dropboxapi\.com/, running.url), init),
    })
  return {
    at: localPathOf,
    write,
    faults,
    client,
    get url() {
      return running.url
    },
    dropbox: client({ accessToken: app.accessToken }),
    addFault: (fault: Partial<Fault>) =>
      faults.add([{ target: 'dropbox', times: 1, operation: '*', ...fault } as Fault]),
    async restart(meanwhile?: () => Promise<void>) {
      await running.close()
      await meanwhile?.()
      running = await start()
    },
    journal: join(tempFolder, 'state', 'journal.jsonl'),
    /** A call as it goes over the wire. */
    call: (operation: string, init: RequestInit = {}) =>
      fetch(`${running.url}/2/${operation}`, {
        method: 'POST',
        ...init,
        headers: { authorization: `Bearer ${app.accessToken}`, ...init.headers },
      }),
  }
}

/** Entries in short: `file /a`, `deleted /b`. */
export const summarize = (entries: files.ListFolderResult['entries']) =>
  entries.map(entry => `${entry['.tag']} ${entry.path_lower}`)
