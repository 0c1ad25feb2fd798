import type { Readable } from 'node:stream'
import { get, getBuffer, head, openStore, unquoteEtag } from '@lectern/workflows/storage/s3'
import { LRUCache } from 'lru-cache'
import type { Configuration } from '../../configuration.ts'
import type { StoredFile } from '@lectern/domain/files/version-files'
import { Semaphore } from './semaphore.ts'
import { type Compression, compress } from './compression.ts'

/** Objects up to so many bytes are kept whole. */
export const maxCachedObjectBytes = 512 * 1024

/** Readings from S3 at once: of streams, each with some buffers of 64 KiB, and of whole small objects, each with up to 2 MiB. */
const maxConcurrentStreams = 64
const maxConcurrentLoads = 16
/** What an entry costs beside its bytes. */
const entryOverheadBytes = 512
/** Objects of which no row says size and type: that is kept of so many. */
const maxCachedHeads = 10_000

/** What Lectern writes after an author's bytes; `name` tells it from other tails. */
export type Tail = { name: string; bytes: Buffer }

/** The bytes of a file, and what comes after them. */
export type FileWithTail = Pick<StoredFile, 'key' | 'versionId' | 'bytes'> & { tail?: Tail }

export type ContentCache = ReturnType<typeof openContentCache>

/**
 * The objects that packages are made of, as the content host reads them. A version never changes, so that small ones and packed texts are kept in
 * memory, each read and packed once, however many ask for it; what is larger is streamed.
 */
export function openContentCache(settings: Configuration) {
  const store = openStore(settings, { maxSockets: maxConcurrentStreams + maxConcurrentLoads, verifyChecksums: false })
  const maxSize = settings.LECTERN_CONTENT_CACHE_MB * 1024 ** 2
  const buffers = new LRUCache<string, Buffer>({
    maxSize,
    sizeCalculation: ({ length }) => length + entryOverheadBytes,
  })
  const heads = new LRUCache<string, Omit<StoredFile, 'path'>>({ max: maxCachedHeads })
  const pendingLoads = new Map<string, Promise<Buffer>>()
  const [streamSemaphore, loadSemaphore] = [new Semaphore(maxConcurrentStreams), new Semaphore(maxConcurrentLoads)]

  async function loadAndCache(name: string, shouldCache: boolean, work: () => Promise<Buffer>): Promise<Buffer> {
    const loaded = await work()
    const exact = Buffer.allocUnsafeSlow(loaded.length)
    loaded.copy(exact)
    if (shouldCache) buffers.set(name, exact)
    return exact
  }

  function loadOnce(name: string, shouldCache: boolean, work: () => Promise<Buffer>): Promise<Buffer> {
    const pending =
      pendingLoads.get(name) ?? loadAndCache(name, shouldCache, work).finally(() => pendingLoads.delete(name))
    pendingLoads.set(name, pending)
    return pending
  }

  function readAll(file: FileWithTail): Buffer | Promise<Buffer> {
    const name = cacheKey(file, 'whole')
    const cached = buffers.get(name)
    if (cached) return cached
    const load = async () => {
      const bytes = await loadSemaphore.run(() => getBuffer(store, file.key, file.versionId || undefined))
      return file.tail ? Buffer.concat([bytes, file.tail.bytes]) : bytes
    }
    return loadOnce(name, file.bytes <= maxCachedObjectBytes, load)
  }

  return {
    /** All of it. Fails as S3 does. */
    readAll,

    /** All of it packed, or null where that makes it no smaller. */
    async readCompressed(file: FileWithTail, compression: Compression): Promise<Buffer | null> {
      const name = cacheKey(file, compression)
      const cached = buffers.get(name)
      const bytes =
        cached ??
        (await loadOnce(name, true, async () => (await compress(await readAll(file), compression)) ?? incompressible))
      return bytes.length > 0 ? bytes : null
    },

    /** Size, ETag and version of the object that a key holds now, kept for good: only for keys that are written once. Null: there is none. */
    async readHead(key: string, versionId?: string): Promise<Omit<StoredFile, 'path'> | null> {
      const name = cacheKey({ key, versionId: versionId ?? '' }, 'known')
      const cached = heads.get(name)
      if (cached) return cached
      const { ETag, ContentLength = 0, ContentType, VersionId = '' } = (await head(store, key, versionId)) ?? {}
      if (ETag === undefined) return null
      const mediaType = ContentType ?? 'application/octet-stream'
      const file = {
        key,
        versionId: versionId ?? VersionId,
        etag: unquoteEtag(ETag),
        bytes: ContentLength,
        mediaType,
      }
      heads.set(name, file)
      return file
    },

    /** Opens it from a byte to another one, both included, on a lane that is given back when the stream is closed. */
    async openRange(file: FileWithTail, start: number, end: number, signal: AbortSignal): Promise<Readable> {
      await streamSemaphore.acquire()
      const range = start === 0 && end === file.bytes - 1 ? undefined : `bytes=${start}-${end}`
      const openBody = async () => {
        signal.throwIfAborted()
        return get(store, file.key, { versionId: file.versionId || undefined, range, signal })
      }
      const { Body, ContentRange } = await openBody().catch(error => {
        streamSemaphore.release()
        throw error
      })
      Body.once('close', () => streamSemaphore.release())
      if (range === undefined || ContentRange !== undefined) return Body
      Body.destroy()
      throw new Error('S3 took no notice of a range')
    },

    /** The lanes that `open` takes. */
    streamSemaphore,

    close: () => store.client.destroy(),
  }
}

/** Stands for «not smaller» among what is kept. */
const incompressible = Buffer.alloc(0)

const cacheKey = ({ key, versionId, tail }: Omit<FileWithTail, 'bytes'>, kind: string) =>
  [kind, key, versionId, tail?.name ?? ''].join('\0')
