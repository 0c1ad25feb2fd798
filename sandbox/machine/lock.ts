import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whether a process of that number lives. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Takes a lock file that holds this process's number. Returns undefined when it was free or its owner is gone, else the
 * owner's number. The file stays until `rmSync`; after a kill the next one takes it over.
 */
export function acquireLock(file: string): number | undefined {
  mkdirSync(dirname(file), { recursive: true })
  // A link brings the file into being with its content: nobody reads it empty and takes it for a dead one's.
  const tempFile = `${file}.${process.pid}`
  writeFileSync(tempFile, String(process.pid))
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (tryLink(tempFile, file)) return undefined
      const owner = readOwner(file)
      if (owner && owner !== process.pid && isProcessAlive(owner)) return owner
      rmSync(file, { force: true })
    }
    return undefined
  } finally {
    rmSync(tempFile, { force: true })
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}

function readOwner(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Does `work` while no other process does the same under this lock file; waits its turn. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  while (acquireLock(file) !== undefined) await sleep(200)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}
