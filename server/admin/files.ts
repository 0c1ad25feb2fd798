import { readdir } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { type Asset, readAsset, sendAsset } from '../asset.ts'
import { securityHeaders } from './security-headers.ts'

/** The folder of the admin's build. */
const folder = join(import.meta.dirname, '../../admin/dist')

const oneYearCacheControl = 'public, max-age=31536000, immutable'

/** Answers a request for a path with a file of the admin's build. */
export type AdminFiles = (path: string, message: IncomingMessage, response: ServerResponse) => void

/**
 * Reads the admin's build into memory (less than 1 MB). Unknown paths get `index.html` because the admin routes its own
 * pages. `contentSources` are the sources of streams and posters for the content security policy.
 */
export async function openAdminFiles(contentSources: string): Promise<AdminFiles> {
  const assets = await readAssets()
  const headers = securityHeaders(contentSources)
  return (path, message, response) => {
    if (message.method !== 'GET' && message.method !== 'HEAD')
      return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
    const isHashed = path.startsWith('/assets/')
    const asset = assets.get(path) ?? (isHashed ? undefined : assets.get('/index.html'))
    if (!asset) return void response.writeHead(404, { ...headers, 'cache-control': 'no-store' }).end()
    // File names below assets/ contain a content hash.
    sendAsset(asset, message, response, { ...headers, 'cache-control': isHashed ? oneYearCacheControl : 'no-cache' })
  }
}

async function readAssets(): Promise<Map<string, Asset>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  return new Map(
    await Promise.all(files.map(async file => [file.slice(folder.length), await readAsset(file)] as const)),
  )
}
