import type { Readable } from 'node:stream'
import { get, getBuffer, head, openStore, unquoted } from '@lectern/workflows/clients/s3'
import { LRUCache } from 'lru-cache'
import type { Configuration } from '../configuration.ts'
import type { StoredFile } from './files.ts'
import { Lanes } from './lanes.ts'
import { type Packing, pack } from './packing.ts'

/** Objects up to so many bytes are kept whole. */
export const smallBytes = 512 * 1024

/** Readings from S3 at once: of streams, each with some buffers of 64 KiB, and of whole small objects, each with up to 2 MiB. */
const streams = 64
const loads = 16
/** What an entry costs beside its bytes. */
const entryBytes = 512
/** Objects of which no row says size and type: that is kept of so many. */
const knownAtMost = 10_000

/** What Lectern writes after an author's bytes; `name` tells it from other tails. */
export type Tail = { name: string; bytes: Buffer }

/** The bytes of a file, and what comes after them. */
export type Whole = Pick<StoredFile, 'key' | 'versionId' | 'bytes'> & { tail?: Tail }

export type Bytes = ReturnType<typeof openBytes>

/**
 * The objects that packages are made of, as the content host reads them. A version never changes, so that small ones and packed texts are kept in
 * memory, each read and packed once, however many ask for it; what is larger is streamed.
 */
export function openBytes(settings: Configuration) {
  const store = openStore(settings, { maxSockets: streams + loads, verified: false })
  const maxSize = settings.LECTERN_CONTENT_CACHE_MB * 1024 ** 2
  const kept = new LRUCache<string, Buffer>({ maxSize, sizeCalculation: ({ length }) => length + entryBytes })
  const known = new LRUCache<string, Omit<StoredFile, 'path'>>({ max: knownAtMost })
  const underway = new Map<string, Promise<Buffer>>()
  const [reading, loading] = [new Lanes(streams), new Lanes(loads)]

  async function make(name: string, keep: boolean, work: () => Promise<Buffer>): Promise<Buffer> {
    const made = await work()
    const exact = Buffer.allocUnsafeSlow(made.length)
    made.copy(exact)
    if (keep) kept.set(name, exact)
    return exact
  }

  function once(name: string, keep: boolean, work: () => Promise<Buffer>): Promise<Buffer> {
    const begun = underway.get(name) ?? make(name, keep, work).finally(() => underway.delete(name))
    underway.set(name, begun)
    return begun
  }

  function whole(file: Whole): Buffer | Promise<Buffer> {
    const name = nameOf(file, 'whole')
    const found = kept.get(name)
    if (found) return found
    const load = async () => {
      const bytes = await loading.within(() => getBuffer(store, file.key, file.versionId || undefined))
      return file.tail ? Buffer.concat([bytes, file.tail.bytes]) : bytes
    }
    return once(name, file.bytes <= smallBytes, load)
  }

  return {
    /** All of it. Fails as S3 does. */
    whole,

    /** All of it packed, or null where that makes it no smaller. */
    async packed(file: Whole, packing: Packing): Promise<Buffer | null> {
      const name = nameOf(file, packing)
      const found = kept.get(name)
      const bytes = found ?? (await once(name, true, async () => (await pack(await whole(file), packing)) ?? nothing))
      return bytes.length > 0 ? bytes : null
    },

    /** Size, ETag and version of the object that a key holds now, kept for good: only for keys that are written once. Null: there is none. */
    async described(key: string, versionId?: string): Promise<Omit<StoredFile, 'path'> | null> {
      const name = nameOf({ key, versionId: versionId ?? '' }, 'known')
      const found = known.get(name)
      if (found) return found
      const { ETag, ContentLength = 0, ContentType, VersionId = '' } = (await head(store, key, versionId)) ?? {}
      if (ETag === undefined) return null
      const mediaType = ContentType ?? 'application/octet-stream'
      const file = {
        key,
        versionId: versionId ?? VersionId,
        etag: unquoted(ETag),
        bytes: ContentLength,
        mediaType,
      }
      known.set(name, file)
      return file
    },

    /** Opens it from a byte to another one, both included, on a lane that is given back when the stream is closed. */
    async open(file: Whole, start: number, end: number, signal: AbortSignal): Promise<Readable> {
      await reading.take()
      const range = start === 0 && end === file.bytes - 1 ? undefined : `bytes=${start}-${end}`
      const asked = async () => {
        signal.throwIfAborted()
        return get(store, file.key, { versionId: file.versionId || undefined, range, signal })
      }
      const { Body, ContentRange } = await asked().catch(error => {
        reading.give()
        throw error
      })
      Body.once('close', () => reading.give())
      if (range === undefined || ContentRange !== undefined) return Body
      Body.destroy()
      throw new Error('S3 took no notice of a range')
    },

    /** The lanes that `open` takes. */
    reading,

    close: () => store.client.destroy(),
  }
}

/** Stands for «not smaller» among what is kept. */
const nothing = Buffer.alloc(0)

const nameOf = ({ key, versionId, tail }: Omit<Whole, 'bytes'>, what: string) =>
  [what, key, versionId, tail?.name ?? ''].join('\0')
