import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { files } from 'dropbox'
import { Dropbox } from 'dropbox'
import { afterEach } from 'vitest'
import type { Fault } from '../faults/fault.ts'
import { Faults } from '../faults/faults.ts'
import { startDropbox } from './dropbox.ts'

/** The app and its user in all tests. */
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
 * Starts a Dropbox over a temporary folder with these files (path → content). Returns the official SDK as its client,
 * and helpers such as `restart`, which keeps the state. Stops when the test ends.
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
    localPathOf,
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
    /** Sends a raw HTTP call. */
    call: (operation: string, init: RequestInit = {}) =>
      fetch(`${running.url}/2/${operation}`, {
        method: 'POST',
        ...init,
        headers: { authorization: `Bearer ${app.accessToken}`, ...init.headers },
      }),
  }
}

/** Summarizes entries, such as `file /a` or `deleted /b`. */
export const summarize = (entries: files.ListFolderResult['entries']) =>
  entries.map(entry => `${entry['.tag']} ${entry.path_lower}`)
