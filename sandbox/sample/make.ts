import { constants } from 'node:fs'
import { access, copyFile, cp, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeVideo } from './video/video.ts'
import { race } from './video/race.ts'
import { sunrise } from './video/sunrise.ts'
import { pictures } from './pictures.ts'

/** Name of the sample package's folder. */
export const sampleName = 'The Hare and the Hedgehog'

/** Worksheets whose names in the package hold what trips up careless software: umlauts, spaces, `#` and `%`. */
const worksheets = {
  'hedgehog-house.html': 'Igel-Häuschen für den Garten.html',
  'is-it-true.html': 'Question #1 - 100% true.html',
}

/**
 * Writes the sample package to `folder/<sampleName>`: a small lesson with everything that a real one has. Two films, one of
 * them under two names; captions in two kinds beside a film; a picture that a page names in the wrong letter case; a Mac's `.DS_Store`.
 * It appears whole or not at all: it is made beside its place and renamed. One that is there already is left as it is.
 * The same ffmpeg makes the same bytes. Throws with what ffmpeg said when it fails.
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
    if (await exists(target)) return // somebody else was faster
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

/** The beginning of what a Mac's Finder leaves in every folder: an empty buddy allocator. */
function dsStoreBytes(): Buffer {
  const bytes = Buffer.alloc(6148)
  bytes.write('\0\0\0\x01Bud1', 'latin1')
  return bytes
}

/** Where nobody watches: next to the folder that stands for Dropbox, if a rename from there is possible; else inside it. */
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
