import { randomUUID } from 'node:crypto'
import { appendFile, copyFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** An empty box: whoever reads a video passes over it, and to any other file it is a change like all others. */
const freeBox = Buffer.from('\0\0\0\x08free', 'latin1')

/**
 * Puts another file in a file's place, as a program does that saves: at once, and whoever reads the old one goes on reading that. The new one is a
 * little longer. Until then it has a name that Dropbox cannot have, so that no listing shows it.
 */
export async function replaceFile(localPath: string): Promise<void> {
  const tempPath = join(dirname(localPath), `.replacing\\${randomUUID()}`)
  await copyFile(localPath, tempPath)
  await appendFile(tempPath, freeBox)
  await rename(tempPath, localPath)
}
