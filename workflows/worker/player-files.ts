import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Services } from '../services.ts'

/** What the player's package exports, but the banner of drafts, which only the content host shows. */
const isCopied = (path: string) => path.endsWith('.js') && path !== './banner.js'

/**
 * Reads the player's files that packages get, as its `package.json` exports them. Rejects if one is missing: each
 * synchronization would take it out of a package, and a half-built player would fail on its pages.
 */
export async function readPlayerFiles(packageFile: string): Promise<Services['playerFiles']> {
  const { exports } = JSON.parse(await readFile(packageFile, 'utf8')) as { exports: Record<string, string> }
  const copied = Object.entries(exports).filter(([path]) => isCopied(path))
  return Promise.all(
    copied.map(async ([path, built]) => {
      const name = path.slice('./'.length)
      try {
        return { name, bytes: await readFile(join(dirname(packageFile), built)) }
      } catch (error) {
        const message = `The player is not built: ${name} is missing. Run npm run generate, then start the worker again.`
        throw new Error(message, { cause: error })
      }
    }),
  )
}
