import { constants } from 'node:fs'
import { access, copyFile, cp, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pictures } from './pictures.ts'
import { race } from './video/race.ts'
import { sunrise } from './video/sunrise.ts'
import { writeVideo } from './video/video.ts'

/** The name of the sample package's folder. */
export const sampleName = 'The Hare and the Hedgehog'

/**
 * Worksheets and their names in the package. The names contain what breaks careless software: umlauts, spaces, #, %.
 */
const worksheets = {
  'hedgehog-house.html': 'Igel-Häuschen für den Garten.html',
  'is-it-true.html': 'Question #1 - 100% true.html',
}

/**
 * Writes the sample package, a small lesson with everything that a real one has, to `folder/<sampleName>`. It has two
 * videos, one of them under two names; captions in two formats for one video; a picture that a page links with the
 * wrong letter case; and a Mac's `.DS_Store`. Creates the package in a temporary folder and renames it, so that it
 * appears complete or not at all. Keeps an existing package. The same ffmpeg produces the same bytes. Throws with
 * ffmpeg's message when it fails.
 */
export async function makeSample(folder: string, tools: { ffmpeg: string }): Promise<void> {
  const target = join(folder, sampleName)
  if (await exists(target)) return
  await mkdir(folder, { recursive: true })
  const tempFolder = await mkdtemp(join(await unwatchedFolder(folder), '.sample-'))
  try {
    await fill(tempFolder, tools.ffmpeg)
    await rename(tempFolder, target)
  } catch (error) {
    await rm(tempFolder, { recursive: true, force: true })
    if (await exists(target)) return // Another process was faster.
    throw error
  }
}

async function fill(root: string, ffmpeg: string): Promise<void> {
  await cp(join(import.meta.dirname, 'lesson'), root, { recursive: true })
  for (const [from, to] of Object.entries(worksheets))
    await rename(join(root, 'worksheets', from), join(root, 'worksheets', to))
  await mkdir(join(root, 'images'))
  for (const [path, content] of pictures()) await writeFile(join(root, path), content)
  await writeVideo(sunrise, ffmpeg, join(root, 'videos/sunrise.mp4'))
  await writeVideo(race, ffmpeg, join(root, 'videos/race.mp4'))
  await copyFile(join(root, 'videos/race.mp4'), join(root, 'videos/the race once more.mp4'))
  await writeFile(join(root, '.DS_Store'), dsStoreBytes())
}

/** Returns the start of a `.DS_Store`, which a Mac's Finder creates in every folder: an empty buddy allocator. */
function dsStoreBytes(): Buffer {
  const bytes = Buffer.alloc(6148)
  bytes.write('\0\0\0\x01Bud1', 'latin1')
  return bytes
}

/**
 * Returns a folder that the Dropbox stand-in does not watch, for temporary files. It is the parent of the Dropbox
 * folder if a rename from there is possible, else the Dropbox folder itself.
 */
async function unwatchedFolder(folder: string): Promise<string> {
  const parent = dirname(folder)
  const isSameDisk = (await stat(parent)).dev === (await stat(folder)).dev
  const isWritable = await access(parent, constants.W_OK).then(
    () => true,
    () => false,
  )
  return isSameDisk && isWritable ? parent : folder
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
