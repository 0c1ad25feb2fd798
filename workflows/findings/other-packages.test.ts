import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Package } from '@lectern/domain/database'
import { rootPageOfRevision } from '@lectern/domain/files/root-page-facts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { browserOptions, encodeTestVideo, testPattern, tone } from '../../sandbox/programs/test-video.ts'
import { buildBackEnd } from '../test/back-end.ts'

const names = [
  ...['index.html', 'notes.txt', 'step.js', 'style.css', 'drawing.svg', 'part.xhtml', 'lesson.vtt'],
  ...['film.mp4', 'film.webm', 'film.mov', 'program.ts', 'sound.m4a', 'sound.mp4', 'sound.ogg'],
]

/**
 * Contents that are one thing under one name and another thing under another one. The bytes of each `edition` differ
 * from those of the others, so that nothing is known about them; only empty files are equal.
 */
async function contents(edition: number): Promise<Record<string, Buffer | string>> {
  const picture = (seconds: number) => testPattern(seconds, { size: `64x${48 + 16 * edition}`, rate: 5 })
  const sound = tone(1 + edition)
  const whole = await encodeTestVideo([picture(1), tone(1)])
  return {
    ...{ empty: '', text: `WEBVTT\n\nThis is not a video, ${edition}.`.padEnd(1000) },
    page: `<html><head></head><video src="film.mp4"></video><video src="step.ts"></video><!-- ${edition} -->`,
    style: `a { background: url(gone.png) } /* ${edition} */`,
    svg: `<svg xmlns="http://www.w3.org/2000/svg"><image href="a.png"/><!-- ${edition} --></svg>`,
    ...{ whole, cut: whole.subarray(0, whole.length * 0.6) },
    sound: await encodeTestVideo([sound], `${browserOptions} -bitexact`),
    longer: await encodeTestVideo([picture(3)]),
  }
}

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>
/** The names of a folder's files, with the names of their contents. */
type Files = Record<string, string>

/** What went wrong: an empty script and an empty video, a text and a broken video, sound and videos under two names. */
const examples: Files[] = [
  {
    ...{ 'index.html': 'page', 'step.js': 'empty', 'notes.txt': 'cut', 'sound.m4a': 'sound' },
    ...{ 'film.mp4': 'whole', 'film.webm': 'longer', 'step.ts': 'text' },
  },
  {
    ...{ 'film.mp4': 'empty', 'film.webm': 'whole', 'step.mp4': 'text' },
    ...{ 'more/film.mp4': 'cut', 'more/sound.mp4': 'sound', 'more/film.mov': 'longer' },
  },
]

const seed = Number(process.env.LECTERN_TEST_SEED ?? 20_261_129)

const contentNames = ['empty', 'text', 'page', 'style', 'svg', 'whole', 'cut', 'sound', 'longer']

/** Adds random files to each example. */
function addRandomFiles(): Files[] {
  const files = fc.dictionary(fc.constantFrom(...names), fc.constantFrom(...contentNames), { minKeys: 1, maxKeys: 2 })
  const added = fc.sample(files, { seed, numRuns: examples.length })
  return examples.map((example, index) => ({ ...added[index], ...example }))
}

test(`a package's findings and videos are the same, whatever other packages hold (seed ${seed})`, async () => {
  const backEnd = await buildBackEnd({ 'index.html': '' })
  backEnd.jobQueue.pause()
  const folders = addRandomFiles()
  const order = folders.map((_, index) => index)
  const forward = await synchronizeAll(backEnd, folders, order, 0)
  const backward = await synchronizeAll(backEnd, folders, order.toReversed(), 1)
  // Each package comes first in one of the orders, and last in the other one.
  expect(backward).toEqual(forward)
})

/** Synchronizes the folders in an order. Returns what the drafts are, by folder. */
async function synchronizeAll(backEnd: BackEnd, folders: Files[], order: number[], edition: number) {
  const bytes = await contents(edition)
  const drafts: Record<number, Awaited<ReturnType<typeof describeDraft>>> = {}
  for (const index of order) {
    const folder = `edition ${edition} folder ${index}`
    for (const [path, content] of Object.entries(folders[index]!)) {
      const target = backEnd.at(`../${folder}/${path}`)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, bytes[content]!)
    }
    const pkg = await backEnd.makePackage(`/${folder}`)
    expect(await backEnd.synchronize(false, pkg)).toMatchObject({ status: 'SUCCEEDED' })
    drafts[index] = await describeDraft(backEnd, pkg)
  }
  return drafts
}

async function describeDraft({ database }: BackEnd, { id: packageId }: Package) {
  const { revision } = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  const current = { packageId, untilRevision: null }
  const findings = await database.finding.findMany({ where: current, orderBy: [{ path: 'asc' }, { code: 'asc' }] })
  const files = await database.draftFile.findMany({
    where: { ...current, generated: false },
    orderBy: { path: 'asc' },
  })
  return {
    rootPage: await rootPageOfRevision(database, { packageId, revision }, null),
    findings: findings.map(({ code, path, line, message }) => [code, path, line, message]),
    files: files.map(({ path, videoId, decorative, alternateOf }) => [path, videoId !== null, decorative, alternateOf]),
  }
}
