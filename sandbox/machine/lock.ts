import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Checks whether a process with this id is running. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Takes a lock file that contains this process's id. Returns undefined when the lock was free or its owner is gone,
 * else the owner's process id. The caller removes the file to release the lock. After a kill the next process takes it
 * over.
 */
export function acquireLock(file: string): number | undefined {
  mkdirSync(dirname(file), { recursive: true })
  // A link creates the file together with its content, so that no process reads an empty file and takes the owner for
  // dead.
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

/** Runs `work` while holding a lock file. Waits while another process holds it. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  while (acquireLock(file) !== undefined) await sleep(200)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}
