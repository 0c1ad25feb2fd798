import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import type { ContentCache } from './content-cache.ts'
import { sendNotFound, sendUnavailable } from './error-pages.ts'
import { sendFile } from './send-file.ts'

/** The media types of encoder outputs. Some players require them, and not every encoder sets them. */
const mediaTypes: Record<string, string> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.ts': 'video/mp2t',
  '.mp4': 'video/mp4',
  '.m4s': 'video/iso.segment',
  '.cmfv': 'video/mp4',
  '.cmfa': 'audio/mp4',
  '.jpg': 'image/jpeg',
  '.vtt': 'text/vtt; charset=utf-8',
}

/** Sends a file of an encoding. There are no rows for these files, and they never change. */
export async function sendStream(
  cache: ContentCache,
  message: IncomingMessage,
  response: ServerResponse,
  key: string,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  const found = await readHead(cache, response, key)
  if (!found) return sendNotFound(response)
  const mediaType = mediaTypes[extname(key).toLowerCase()] ?? found.mediaType
  await sendFile(cache, message, response, { ...found, mediaType }, headers)
}

/** Sends an object version whose row has no size or ETag. */
export async function sendObjectVersion(
  cache: ContentCache,
  message: IncomingMessage,
  response: ServerResponse,
  { key, versionId, mediaType }: { key: string; versionId: string; mediaType: string },
  headers: OutgoingHttpHeaders,
): Promise<void> {
  const found = await readHead(cache, response, key, versionId)
  if (found) return sendFile(cache, message, response, { ...found, mediaType }, headers)
  sendNotFound(response)
  throw new Error(`S3 has no version ${versionId} of ${key}`)
}

async function readHead(cache: ContentCache, response: ServerResponse, key: string, versionId?: string) {
  try {
    return await cache.readHead(key, versionId)
  } catch (error) {
    sendUnavailable(response)
    throw error
  }
}
