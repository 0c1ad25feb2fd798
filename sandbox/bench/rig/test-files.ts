import { randomFillSync } from 'node:crypto'
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const blockBytes = 64 * 1024 ** 2

/** A set of files of equal size, distributed over folders. */
export type FileSet = { fileCount: number; bytesPerFile: number; folderCount: number }

/** Returns random bytes, which cannot be compressed or cached. */
export const randomBytesOf = (length: number): Buffer => randomFillSync(Buffer.allocUnsafe(length))

/** Writes the files below `folder`. */
export function writeFiles(folder: string, { fileCount, bytesPerFile, folderCount }: FileSet): void {
  for (let number = 0; number < folderCount; number++) mkdirSync(join(folder, `chapter-${number}`), { recursive: true })
  for (let number = 0; number < fileCount; number++) {
    const file = openSync(join(folder, `chapter-${number % folderCount}`, `${number}.bin`), 'w')
    writeSync(file, randomBytesOf(bytesPerFile))
    closeSync(file)
  }
}

/** Writes one file of random bytes. */
export function writeLarge(path: string, bytes: number): void {
  const file = openSync(path, 'w')
  const block = Buffer.allocUnsafe(Math.min(blockBytes, bytes))
  for (let at = 0; at < bytes; at += block.length)
    writeSync(file, randomFillSync(block), 0, Math.min(block.length, bytes - at))
  closeSync(file)
}

/** Overwrites the start of a large file with random bytes, so that its content is new. */
export function makeUnique(path: string): void {
  const file = openSync(path, 'r+')
  writeSync(file, randomBytesOf(4096), 0, 4096, 0)
  closeSync(file)
}
