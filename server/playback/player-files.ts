import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { type Asset, readAsset, sendAsset } from '../asset.ts'

/** The files below `lectern/` of every package. */
const playerFileNames = ['player.js', 'hls.js', 'controls.js', 'banner.js']

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
    const asset = playerFileNames.includes(file) ? (assets.get(file) ?? (await readPlayerAsset(file))) : null
    if (!asset) return false
    assets.set(file, asset)
    sendAsset(asset, message, response, headers)
    return true
  }
}

async function readPlayerAsset(file: string): Promise<Asset | null> {
  try {
    return await readAsset(fileURLToPath(import.meta.resolve(`@lectern/player/${file}`)))
  } catch {
    return null
  }
}
