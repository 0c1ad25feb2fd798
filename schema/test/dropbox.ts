/** Starts the Dropbox stand-in for a test. It stops when the test ends. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { startDropbox } from '../../sandbox/dropbox/dropbox.ts'
import { Faults } from '../../sandbox/faults/faults.ts'

/** Starts the stand-in with these folders (paths without a leading slash) and faults. Returns its address. */
export async function startTestDropbox(folders: string[], faults = new Faults()): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'lectern-dropbox-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const folder = join(directory, 'folder')
  for (const path of folders) await mkdir(join(folder, path), { recursive: true })
  const app = { appKey: 'key', appSecret: 'secret', refreshToken: 'refresh', accessToken: 'sl.fixed' }
  const account = { name: 'Harry Hase', email: 'harry@example.org' }
  const state = join(directory, 'state')
  const dropbox = await startDropbox({ ...app, account, folder, state, port: 0, faults })
  onTestFinished(() => dropbox.close())
  return dropbox.url
}
