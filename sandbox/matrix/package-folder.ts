import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { root } from '../machine/command.ts'
import type { MatrixPage } from './page.ts'
import { makeVideos, type Recipe } from './videos.ts'

/** The package's folder in Dropbox, and its slug. */
export const packageName = 'Matrix'
export const packageSlug = 'matrix'

const require = createRequire(join(root, 'sandbox/package.json'))

/** Returns the path of a file of an installed npm package, also of one that its `exports` hide. */
function npmFile(name: string): string {
  const [, packageName, file] = /^((?:@[^/]+\/)?[^/]+)\/(.+)$/.exec(name)!
  for (const folder of require.resolve.paths(packageName!) ?? []) {
    const path = join(folder, packageName!, file!)
    if (existsSync(path)) return path
  }
  throw new Error(`The npm file ${name} is not installed`)
}

/** Writes a file only if its content differs, so that a synchronization has nothing to do. */
async function writeChanged(path: string, content: Buffer | string): Promise<void> {
  const bytes = Buffer.from(content)
  if (bytes.equals(await readFile(path).catch(() => Buffer.alloc(0)))) return
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes)
}

async function copyChanged(from: string, path: string): Promise<void> {
  const size = async (file: string) => (await stat(file).catch(() => null))?.size
  if ((await size(from)) === (await size(path))) return
  await mkdir(dirname(path), { recursive: true })
  await copyFile(from, path)
}

/** What a package holds: its pages, and what they may name of the folder `media`. */
export type PackageContent = { pages: MatrixPage[]; videos: Record<string, Recipe> }

/** Returns the videos that pages name, as they are or as an address. */
function videosOf({ pages, videos }: PackageContent): Record<string, Recipe> {
  const texts = pages.flatMap(({ files }) => Object.values(files)).filter(file => typeof file === 'string')
  const spellings = (name: string) => [
    ...[name, encodeURI(name), name.split('/').map(encodeURIComponent).join('/')],
    name.replaceAll('%', '%25').replaceAll('#', '%23'),
  ]
  const isNamed = (name: string) => spellings(name).some(each => texts.some(text => text.includes(each)))
  return Object.fromEntries(Object.entries(videos).filter(([name]) => isNamed(name)))
}

/**
 * Writes the package of the matrix: one folder for each page, the videos in `media`, and an index. Removes what is left
 * of other pages. Unchanged files stay as they are.
 */
export async function writePackage(
  dropboxFolder: string,
  packageContent: PackageContent,
  videoCache: string,
): Promise<void> {
  const { pages } = packageContent
  const folder = join(dropboxFolder, packageName)
  const written = new Set(['index.html'])
  const links = pages.map(({ name, title, open = 'index.html' }) => `<li><a href="${name}/${open}">${title}</a></li>`)
  for (const [name, path] of await makeVideos(videoCache, videosOf(packageContent))) {
    await copyChanged(path, join(folder, 'media', name))
    written.add(join('media', name))
  }
  for (const page of pages)
    for (const [name, content] of Object.entries(page.files)) {
      const bytes = typeof content === 'string' ? content : await readFile(npmFile(content.npm))
      await writeChanged(join(folder, page.name, name), bytes)
      written.add(join(page.name, name))
    }
  await writeChanged(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><head><title>Matrix</title></head><body><ul>${links.join('')}</ul></body></html>`,
  )
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && !written.has(relative(folder, path))) await rm(path)
  }
}
