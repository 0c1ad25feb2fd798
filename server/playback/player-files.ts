import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { type Asset, readAsset, sendAsset } from '../asset.ts'

const require = createRequire(import.meta.url)

/** The files below `lectern/` of every package, as paths in the player's package: the scripts that it exports. */
const playerFiles = new Set(
  Object.keys(require('@lectern/player/package.json').exports).filter(path => path.endsWith('.js')),
)

/**
 * Sends a file of the installed player. Returns false if the file is missing or not built; the package's copy is used
 * then.
 */
export type PlayerFiles = (
  file: string,
  message: IncomingMessage,
  response: ServerResponse,
  headers: OutgoingHttpHeaders,
) => Promise<boolean>

/**
 * Opens the installed player's files and caches each. A fixed player thus reaches old releases without changing them.
 */
export function openPlayerFiles(): PlayerFiles {
  const assets = new Map<string, Asset>()
  return async (file, message, response, headers) => {
    const asset = playerFiles.has(`./${file}`) ? (assets.get(file) ?? (await readPlayerAsset(file))) : null
    if (!asset) return false
    assets.set(file, asset)
    sendAsset(asset, message, response, headers)
    return true
  }
}

async function readPlayerAsset(file: string): Promise<Asset | null> {
  try {
    return await readAsset(require.resolve(`@lectern/player/${file}`))
  } catch {
    return null
  }
}
