import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Fault } from '../../faults/fault.ts'
import type { AccountFolder } from '../folder/account-folder.ts'
import { EndpointError } from './answer.ts'
import type { Entry } from '../folder/difference.ts'
import { isDownloadable } from './downloadable.ts'
import { metadata } from './metadata.ts'
import type { OpenFile } from '../folder/open-file.ts'
import { parseRange } from './range.ts'
import { replaceFile } from '../folder/replace-file.ts'

/** Bytes read at once: all the memory that a download takes, besides what the socket holds. */
const chunkBytes = 256 * 1024

/**
 * files/download: 200, 206 or 416, each with the metadata in Dropbox-API-Result. The bytes are those of the file that the header describes, or the
 * call fails: a file that is overwritten meanwhile is never mixed, and one that is replaced or deleted is read to its end.
 * An old rev is not kept: path/not_found. By faults the range is ignored, or the file is replaced before the client has its bytes.
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
    // A small file is answered in one go.
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

/** JSON for a header: what is not ASCII (and DEL) as `\uXXXX`, astral characters as two. */
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

/** Looks after each read, before the bytes go out, whether they are still the file's. */
async function* readUnchanged(file: OpenFile, first: number, last: number) {
  for (let at = first; at <= last; at += chunkBytes) {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, last - at + 1))
    const bytesRead = await file.read(chunk, at)
    if (bytesRead < chunk.length || !file.hasSameContent) throw new Error('The file was overwritten while it was read.')
    yield chunk
  }
}
