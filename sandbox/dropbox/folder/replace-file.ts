import { randomUUID } from 'node:crypto'
import { appendFile, copyFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** An empty MP4 box. Video readers skip it; for any other file it is an ordinary change. */
const freeBox = Buffer.from('\0\0\0\x08free', 'latin1')

/**
 * Atomically replaces a file with a slightly longer one, as programs do when they save. Open readers continue with the
 * old file. The temporary name contains a backslash, which Dropbox does not allow, so that no listing shows it.
 */
export async function replaceFile(localPath: string): Promise<void> {
  const tempPath = join(dirname(localPath), `.replacing\\${randomUUID()}`)
  await copyFile(localPath, tempPath)
  await appendFile(tempPath, freeBox)
  await rename(tempPath, localPath)
}
