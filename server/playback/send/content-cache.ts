import type { Readable } from 'node:stream'
import type { StoredFile } from '@lectern/domain/files/version-files'
import { get, getBuffer, head, openStore, unquoteEtag } from '@lectern/workflows/storage/s3'
import { LRUCache } from 'lru-cache'
import type { Configuration } from '../../configuration.ts'
import { type Compression, compress } from './compression.ts'
import { Semaphore } from './semaphore.ts'

/** Objects up to this size are cached whole. */
export const maxCachedObjectBytes = 512 * 1024

/** The limits of concurrent S3 reads: streams with a few 64 KiB buffers each, and whole objects of up to 2 MiB each. */
const maxConcurrentStreams = 64
const maxConcurrentLoads = 16
/** The memory overhead of a cache entry. */
const entryOverheadBytes = 512
/** How many objects without a row have their size and type cached. */
const maxCachedHeads = 10_000

/** Bytes that Lectern appends to an author's file. `name` distinguishes it from other tails. */
export type Tail = { name: string; bytes: Buffer }

/** A file and its optional tail. */
export type FileWithTail = Pick<StoredFile, 'key' | 'versionId' | 'bytes'> & { tail?: Tail }

export type ContentCache = ReturnType<typeof openContentCache>

/**
 * Opens the cache through which the content host reads objects. A version never changes, so small objects and
 * compressed texts stay in memory. Each is read and compressed once, even for concurrent requests. Larger objects are
 * streamed.
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
    /** Reads the whole file. Rejects as S3 does. */
    readAll,

    /** Reads the whole file compressed. Returns null if compression does not make it smaller. */
    async readCompressed(file: FileWithTail, compression: Compression): Promise<Buffer | null> {
      const name = cacheKey(file, compression)
      const cached = buffers.get(name)
      const bytes =
        cached ??
        (await loadOnce(name, true, async () => (await compress(await readAll(file), compression)) ?? incompressible))
      return bytes.length > 0 ? bytes : null
    },

    /**
     * Reads size, ETag, and version of an object. Never expires, so the key must be write-once. Returns null if there
     * is none.
     */
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
        contentEncoding: null,
      }
      heads.set(name, file)
      return file
    },

    /** Opens the bytes from `start` to `end`, both included. Takes a permit that closing the stream returns. */
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
      throw new Error('S3 ignored the requested range')
    },

    /** The permits that `openRange` takes. */
    streamSemaphore,

    close: () => store.client.destroy(),
  }
}

/** The cache entry for texts that compression does not make smaller. */
const incompressible = Buffer.alloc(0)

const cacheKey = ({ key, versionId, tail }: Omit<FileWithTail, 'bytes'>, kind: string) =>
  [kind, key, versionId, tail?.name ?? ''].join('\0')
