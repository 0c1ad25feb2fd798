import { readdir } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { type Asset, readAsset, sendAsset } from '../asset.ts'

/** Where the admin's build lies. */
const folder = join(import.meta.dirname, '../../admin/dist')

const oneYearCacheControl = 'public, max-age=31536000, immutable'

/** Answers a path from the admin's build. */
export type AdminFiles = (path: string, message: IncomingMessage, response: ServerResponse) => void

/**
 * Reads the admin's build into memory (less than a megabyte). Unknown paths get `index.html`, because the pages' addresses are the admin's
 * own business. `contentSources`: where it may get streams and posters from, as a
 * content security policy says it.
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
    // Names below assets/ carry their content's hash.
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

/** Scripts come from the admin's own origin alone; styles are set by its component library too. */
function securityHeaders(contentSources: string) {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    `img-src 'self' data: ${contentSources}`,
    `media-src 'self' blob: ${contentSources}`,
    `connect-src 'self' ${contentSources}`,
    `frame-src ${contentSources}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  }
}
