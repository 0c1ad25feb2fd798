import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Fault } from '../fault.ts'
import type { AccountFolder } from './account-folder.ts'
import { Refusal } from './answer.ts'
import type { Entry } from './difference.ts'
import { isDownloadable } from './downloadable.ts'
import { metadata } from './metadata.ts'
import type { OpenFile } from './open-file.ts'
import { readRange } from './range.ts'
import { replaceFile } from './replace-file.ts'

/** Bytes read at once: all the memory that a download takes, besides what the socket holds. */
const chunkBytes = 256 * 1024

/**
 * files/download: 200, 206 or 416, each with the metadata in Dropbox-API-Result. The bytes are those of the file that the header describes, or the
 * call fails: a file that is overwritten meanwhile is never mixed, and one that is replaced or deleted is read to its end.
 * An old rev is not kept: path/not_found. By faults the range is ignored, or the file is replaced before the client has its bytes.
 */
export async function download(
  folder: AccountFolder,
  named: string,
  range: string | undefined,
  response: ServerResponse,
  fault?: Fault,
) {
  const { entry, hash, file } = await openFile(folder, named)
  try {
    if (fault?.kind === 'change') await replaceFile(folder.localOf(entry))
    const { size } = entry.stamp
    const asked = readRange(fault?.kind === 'ignore-range' ? undefined : range, size)
    const headers = {
      'Dropbox-API-Result': headerSafe(metadata(entry, hash)),
      'Accept-Ranges': 'bytes',
      ETag: `W/"${entry.rev}"`,
    }
    if (asked === 'none') {
      response.writeHead(416, { ...headers, 'Content-Range': `bytes */${size}`, 'Content-Length': 0 }).end()
      return
    }
    const { first, last } = asked === 'whole' ? { first: 0, last: size - 1 } : asked
    const bytes = pinned(file, first, last)
    // A small file is answered in one go.
    const begin = await bytes.next()
    response.writeHead(asked === 'whole' ? 200 : 206, {
      ...headers,
      'Content-Type': 'application/octet-stream',
      'Content-Length': last - first + 1,
      ...(asked !== 'whole' && { 'Content-Range': `bytes ${first}-${last}/${size}` }),
    })
    if (last - first < chunkBytes) response.end(begin.value)
    else {
      response.write(begin.value)
      await pipeline(bytes, response)
    }
  } finally {
    file.close()
  }
}

/** JSON for a header: what is not ASCII (and DEL) as `\uXXXX`, astral characters as two. */
export const headerSafe = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

async function openFile(
  folder: AccountFolder,
  named: string,
): Promise<{ entry: Entry; hash?: string; file: OpenFile }> {
  const found = await folder.findHashed(named)
  if (!found) throw new Refusal('path/not_found')
  if (found.entry.tag === 'folder') throw new Refusal('path/not_file')
  if (!isDownloadable(found.entry)) throw new Refusal('unsupported_file')
  const file = folder.open(found.entry)
  if (!file) throw new Refusal('path/not_found')
  return { ...found, file }
}

/** Looks after each read, before the bytes go out, whether they are still the file's. */
async function* pinned(file: OpenFile, first: number, last: number) {
  for (let at = first; at <= last; at += chunkBytes) {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, last - at + 1))
    const bytesRead = await file.read(chunk, at)
    if (bytesRead < chunk.length || !file.isUnwritten) throw new Error('The file was overwritten while it was read.')
    yield chunk
  }
}
