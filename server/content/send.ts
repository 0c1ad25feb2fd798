import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { type Bytes, smallBytes, type Tail } from './bytes.ts'
import type { StoredFile } from './files.ts'
import { flow } from './flow.ts'
import { isPackable, type Packing, packingsFor } from './packing.ts'
import { sendMissing, sendUnavailable } from './pages.ts'
import { type ByteRange, matches, parseRange } from './range.ts'
import { isMissing } from './storage-errors.ts'

/** A file, and what Lectern writes after its bytes: such a page has no ranges. `name` goes into its ETag. */
export type Sent = Omit<StoredFile, 'path'> & { tail?: Tail }

/**
 * Answers with one version of an object, as HTTP asks: packed, in a range, on conditions, and with the same headers for HEAD. Small ones and packed
 * texts come from memory; larger ones are streamed from S3, never collected, and asked for no longer when the client has gone.
 */
export async function sendFile(
  bytes: Bytes,
  message: IncomingMessage,
  response: ServerResponse,
  file: Sent,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  const { range: wished, 'if-none-match': known, 'if-range': condition } = message.headers
  const size = file.bytes + (file.tail?.bytes.length ?? 0)
  const packable = isPackable(file.mediaType, size)
  const packings = packable ? packingsFor(message.headers['accept-encoding']) : []
  const about = {
    ...headers,
    ...(file.tail ? {} : { 'accept-ranges': 'bytes' }),
    ...(packable ? { vary: 'accept-encoding' } : {}),
  }
  const has =
    known === undefined ? undefined : [...packings, null].find(packing => matches(known, etagOf(file, packing)))
  if (has !== undefined) return void response.writeHead(304, { ...about, etag: `"${etagOf(file, has)}"` }).end()

  const etag = `"${etagOf(file, null)}"`
  const range = file.tail || (condition !== undefined && condition !== etag) ? null : parseRange(wished, size)
  if (range === 'unsatisfiable')
    return void response
      .writeHead(416, { ...headers, 'content-range': `bytes */${size}`, 'cache-control': 'no-store' })
      .end()
  try {
    const packed = range || !packings[0] ? null : await bytes.packed(file, packings[0])
    if (packed) {
      const packing = { etag: `"${etagOf(file, packings[0]!)}"`, 'content-encoding': packings[0] }
      response.writeHead(200, { ...about, ...packing, ...typeOf(file), 'content-length': packed.length })
      return void response.end(packed)
    }
    const length = range ? range.end - range.start + 1 : size
    const part = range ? { 'content-range': `bytes ${range.start}-${range.end}/${size}` } : {}
    const head = { ...about, etag, ...typeOf(file), 'content-length': length, ...part }
    await sendPlain(bytes, message, response, file, range, [range ? 206 : 200, head])
  } catch (error) {
    if (response.destroyed) return
    if (isMissing(error)) sendMissing(response)
    else sendUnavailable(response)
    throw new Error(`S3 did not give version ${file.versionId} of ${file.key}`, { cause: error })
  }
}

type Head = [status: number, headers: OutgoingHttpHeaders]

async function sendPlain(
  bytes: Bytes,
  message: IncomingMessage,
  response: ServerResponse,
  file: Sent,
  range: ByteRange | null,
  head: Head,
): Promise<void> {
  if (message.method === 'HEAD' || head[1]['content-length'] === 0) return void response.writeHead(...head).end()
  if (file.bytes <= smallBytes) {
    const all = await bytes.whole(file)
    return void response.writeHead(...head).end(range ? all.subarray(range.start, range.end + 1) : all)
  }
  const wished = range ?? { start: 0, end: file.bytes - 1 }
  const gone = goneSignal(response)
  const open = (start: number) => bytes.open(file, start, wished.end, gone)
  const begin = () => void response.writeHead(...head)
  await flow(response, { open, lanes: bytes.reading }, wished, begin, file.tail?.bytes)
}

/** What is sent under a name of its own has an ETag of its own. */
const etagOf = ({ etag, tail }: Sent, packing: Packing | null) => [etag, tail?.name, packing].filter(Boolean).join('-')

const typeOf = ({ mediaType }: Sent) => ({ 'content-type': mediaType })

/** Aborted when the client has gone. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => response.writableFinished || gone.abort())
  if (response.destroyed) gone.abort()
  return gone.signal
}
