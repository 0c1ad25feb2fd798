import type { FileHandle } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { AccountFolder } from './account-folder.ts'
import { Refusal } from './answer.ts'
import type { Entry } from './difference.ts'
import { metadata } from './metadata.ts'
import { readRange } from './range.ts'
import type { Stamp } from './tree.ts'

/** Bytes read at once: all the memory that a download takes, besides what the socket holds. */
const chunkBytes = 256 * 1024

/**
 * files/download: 200, 206 or 416, each with the metadata in Dropbox-API-Result. The bytes are those of the file that the header describes, or the
 * connection breaks: a file that is overwritten meanwhile is never mixed, and one that is replaced or deleted is read to its end.
 * An old rev is not kept: path/not_found.
 */
export async function download(
  folder: AccountFolder,
  named: string,
  range: string | undefined,
  response: ServerResponse,
) {
  const { entry, hash, file } = await openFile(folder, named)
  try {
    const { size } = entry.stamp
    const asked = readRange(range, size)
    response.setHeader('Dropbox-API-Result', headerSafe(metadata(entry, hash)))
    response.setHeader('Accept-Ranges', 'bytes')
    response.setHeader('ETag', `W/"${entry.rev}"`)
    if (asked === 'none') {
      response.writeHead(416, { 'Content-Range': `bytes */${size}`, 'Content-Length': 0 }).end()
      return
    }
    const { first, last } = asked === 'whole' ? { first: 0, last: size - 1 } : asked
    response.setHeader('Content-Type', 'application/octet-stream')
    response.setHeader('Content-Length', last - first + 1)
    if (asked !== 'whole') response.setHeader('Content-Range', `bytes ${first}-${last}/${size}`)
    response.statusCode = asked === 'whole' ? 200 : 206
    await pipeline(pinned(file, entry.stamp, first, last), response)
  } finally {
    await file.close()
  }
}

/** JSON for a header: what is not ASCII (and DEL) as `\uXXXX`, astral characters as two. */
export const headerSafe = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

async function openFile(
  folder: AccountFolder,
  named: string,
): Promise<{ entry: Entry; hash?: string; file: FileHandle }> {
  const found = await folder.findHashed(named)
  if (!found) throw new Refusal('path/not_found')
  if (found.entry.tag === 'folder') throw new Refusal('path/not_file')
  if (found.entry.target !== undefined) throw new Refusal('unsupported_file')
  const file = await folder.open(found.entry)
  if (!file) throw new Refusal('path/not_found')
  return { ...found, file }
}

/** Looks after each read, before the bytes go out, whether they are still the file's. */
async function* pinned(file: FileHandle, stamp: Stamp, first: number, last: number) {
  for (let at = first; at <= last; ) {
    const chunk = Buffer.allocUnsafeSlow(Math.min(chunkBytes, last - at + 1))
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at)
    const { size, mtimeMs } = await file.stat()
    if (bytesRead === 0 || size !== stamp.size || mtimeMs !== stamp.mtime)
      throw new Error('The file was overwritten while it was read.')
    yield chunk.subarray(0, bytesRead)
    at += bytesRead
  }
}
