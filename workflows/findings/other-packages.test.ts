import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Package } from '@lectern/domain/database'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { browserOptions, encodeTestVideo, testPattern, tone } from '../../sandbox/programs/test-video.ts'
import { buildBackEnd } from '../test/back-end.ts'

const names = [
  ...['index.html', 'notes.txt', 'step.js', 'style.css', 'drawing.svg', 'part.xhtml', 'lesson.vtt'],
  ...['film.mp4', 'film.webm', 'film.mov', 'program.ts', 'sound.m4a', 'sound.mp4', 'sound.ogg'],
]

const picture = testPattern(1, { size: '64x48', rate: 5 })

/** Contents that are one thing under one name and another thing under another one. */
async function contents(): Promise<Record<string, Buffer | string>> {
  const whole = await encodeTestVideo([picture, tone(1)])
  return {
    ...{ empty: '', text: 'WEBVTT\n\nThis is not a video.', page: '<html><head></head><video src="film.mp4"></video>' },
    ...{
      style: 'a { background: url(gone.png) }',
      svg: '<svg xmlns="http://www.w3.org/2000/svg"><image href="a.png"/></svg>',
    },
    ...{ whole, cut: whole.subarray(0, whole.length * 0.6) },
    sound: await encodeTestVideo([tone(1)], `${browserOptions} -bitexact`),
    longer: await encodeTestVideo([testPattern(3, { size: '64x48', rate: 5 })]),
  }
}

/** Folders: the names of the files in each, with the names of their contents. */
const folders = (contentNames: string[]) =>
  fc.array(fc.dictionary(fc.constantFrom(...names), fc.constantFrom(...contentNames), { minKeys: 1, maxKeys: 8 }), {
    ...{ minLength: 3, maxLength: 3 },
  })

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>
type Files = Record<string, string>

/** What went wrong: an empty script and an empty video, a text and a broken video, sound and videos under two names. */
const example: Files[] = [
  {
    ...{ 'index.html': 'page', 'step.js': 'empty', 'notes.txt': 'cut', 'sound.m4a': 'sound' },
    ...{ 'film.mp4': 'whole', 'film.webm': 'longer' },
  },
  { 'film.mp4': 'empty', 'film.webm': 'whole' },
  { 'film.mp4': 'cut', 'sound.mp4': 'sound', 'film.mov': 'longer' },
]
const randomRuns = 1

test("a package's findings and videos are the same, whatever other packages hold", async () => {
  const bytes = await contents()

  async function synchronize(backEnd: BackEnd, folder: string, files: Files) {
    for (const [path, content] of Object.entries(files)) {
      const target = backEnd.at(`../${folder}/${path}`)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, bytes[content]!)
    }
    const pkg = await backEnd.makePackage(`/${folder}`)
    expect(await backEnd.synchronize(false, pkg)).toMatchObject({ status: 'SUCCEEDED' })
    return describe(backEnd, pkg)
  }

  async function describe({ database }: BackEnd, { id: packageId }: Package) {
    const current = { packageId, untilRevision: null }
    const findings = await database.finding.findMany({ where: current, orderBy: [{ path: 'asc' }, { code: 'asc' }] })
    const files = await database.draftFile.findMany({
      where: { ...current, generated: false },
      orderBy: { path: 'asc' },
    })
    return {
      findings: findings.map(({ code, path, line, message }) => [code, path, line, message]),
      files: files.map(({ path, videoId, decorative, alternateOf }) => [
        path,
        videoId !== null,
        decorative,
        alternateOf,
      ]),
    }
  }

  const seed = Number(process.env.LECTERN_TEST_SEED ?? 20_261_129)
  const property = fc.asyncProperty(folders(Object.keys(bytes)), async ([files, ...others]) => {
    // A database of its own, in which nothing is known when the first package comes.
    const backEnd = await buildBackEnd({ 'index.html': '' })
    backEnd.jobQueue.pause()
    const alone = await synchronize(backEnd, 'alone', files!)
    for (const [index, other] of others.entries()) await synchronize(backEnd, `other ${index}`, other)
    expect(await synchronize(backEnd, 'later', files!)).toEqual(alone)
  })
  await fc.assert(property, { seed, numRuns: 1 + randomRuns, examples: [[example]], endOnFailure: true })
}, 120_000)
