import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Fault } from '../../faults/fault.ts'
import type { AccountFolder } from '../folder/account-folder.ts'
import type { Entry } from '../folder/difference.ts'
import type { OpenFile } from '../folder/open-file.ts'
import { replaceFile } from '../folder/replace-file.ts'
import { EndpointError } from './answer.ts'
import { isDownloadable } from './downloadable.ts'
import { metadata } from './metadata.ts'
import { parseRange } from './range.ts'

/** The size of one read. A download uses no more memory than this, besides the socket's buffer. */
const chunkBytes = 256 * 1024

/**
 * Handles files/download: sends 200, 206, or 416, each with the metadata in Dropbox-API-Result. The call fails unless
 * the bytes belong to the file in that header: an overwritten file is never mixed, and a replaced or deleted file is
 * read to its end. Old revs are not stored (path/not_found). Faults can ignore the range, or replace the file before it
 * is sent.
 */
export async function download(
  folder: AccountFolder,
  reference: string,
  range: string | undefined,
  response: ServerResponse,
  fault?: Fault,
) {
  const { entry, hash, file } = await openDownloadable(folder, reference)
  try {
    if (fault?.kind === 'change') await replaceFile(folder.localPathOf(entry))
    const { size } = entry.stamp
    const requestedRange = parseRange(fault?.kind === 'ignore-range' ? undefined : range, size)
    const headers = {
      'Dropbox-API-Result': headerSafe(metadata(entry, hash)),
      'Accept-Ranges': 'bytes',
      ETag: `W/"${entry.rev}"`,
    }
    if (requestedRange === 'none') {
      response.writeHead(416, { ...headers, 'Content-Range': `bytes */${size}`, 'Content-Length': 0 }).end()
      return
    }
    const { first, last } = requestedRange === 'whole' ? { first: 0, last: size - 1 } : requestedRange
    const bytes = readUnchanged(file, first, last)
    // Sends a small file in one piece.
    const firstChunk = await bytes.next()
    response.writeHead(requestedRange === 'whole' ? 200 : 206, {
      ...headers,
      'Content-Type': 'application/octet-stream',
      'Content-Length': last - first + 1,
      ...(requestedRange !== 'whole' && { 'Content-Range': `bytes ${first}-${last}/${size}` }),
    })
    if (last - first < chunkBytes) response.end(firstChunk.value)
    else {
      response.write(firstChunk.value)
      await pipeline(bytes, response)
    }
  } finally {
    file.close()
  }
}

/**
 * Serializes JSON for a header. Escapes DEL and non-ASCII characters as `\uXXXX`, with surrogate pairs as two escapes.
 */
export const headerSafe = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

async function openDownloadable(
  folder: AccountFolder,
  reference: string,
): Promise<{ entry: Entry; hash?: string; file: OpenFile }> {
  const found = await folder.findWithHash(reference)
  if (!found) throw new EndpointError('path/not_found')
  if (found.entry.tag === 'folder') throw new EndpointError('path/not_file')
  if (!isDownloadable(found.entry)) throw new EndpointError('unsupported_file')
  const file = folder.open(found.entry)
  if (!file) throw new EndpointError('path/not_found')
  return { ...found, file }
}

/** Reads a file in chunks. Checks before it yields a chunk that the file has not been overwritten. */
async function* readUnchanged(file: OpenFile, first: number, last: number) {
  for (let at = first; at <= last; at += chunkBytes) {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, last - at + 1))
    const bytesRead = await file.read(chunk, at)
    if (bytesRead < chunk.length || !file.hasSameContent)
      throw new Error('The file was overwritten during the download.')
    yield chunk
  }
}
