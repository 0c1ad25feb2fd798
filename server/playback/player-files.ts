import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { type Asset, readAsset, sendAsset } from '../asset.ts'

/** What stands below `lectern/` of every package. */
const playerFileNames = ['player.js', 'hls.js', 'banner.js']

/** Answers from the installed player; false when it has no such file, or was not built: then the copy in the package serves. */
export type PlayerFiles = (
  file: string,
  message: IncomingMessage,
  response: ServerResponse,
  headers: OutgoingHttpHeaders,
) => Promise<boolean>

/** Reads each file once; all together are small. A mended player thus reaches old releases without touching them. */
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
