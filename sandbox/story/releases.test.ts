import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomFrom } from './disturbed-package.ts'
import * as operations from './operations.ts'
import { Reader } from './reader.ts'
import { RunningLectern } from './running-lectern.ts'

// One instant, no mixture: what readers see while releases come and go, and processes die.
let lectern: RunningLectern
const seed = Number(process.env.LECTERN_TEST_SEED ?? Date.now() % 1_000_000)
const steps = 200
const everySoOften = 20

beforeAll(async () => {
  lectern = await RunningLectern.start()
})
afterAll(() => lectern?.stop())

const paths = ['index.html', 'style.css', 'script.js', ...Array.from({ length: 9 }, (_, page) => `pages/${page}.html`)]

/** Writes every file anew, each saying which edition it is of. */
function write(folder: string, edition: number): void {
  mkdirSync(join(folder, 'pages'), { recursive: true })
  for (const path of paths) writeFileSync(join(folder, path), `<html><body>edition ${edition} of ${path}</body></html>`)
}

const editionIn = (text: string) => Number(/edition (\d+) of/.exec(text)?.[1])
const deploy = `mutation ($slug: String!, $number: Int!) {
  deployRelease(package: $slug, release: $number, environment: "production") { release { number } } }`

/** Asks until it is answered: a server that was just killed is there again in a moment, and asking twice is no harm. */
async function persistently(query: string, variables: object) {
  return lectern.waitUntil(query, variables as Record<string, unknown>, () => true, 30)
}

async function synchronise(slug: string): Promise<void> {
  await persistently(operations.synchronize, { slug })
  const isOver = (data: { package: { currentSyncRun: unknown; syncRuns: { nodes: { status: string }[] } } }) =>
    data.package.currentSyncRun === null
  const data = await lectern.waitUntil(operations.packageState, { slug }, isOver, 60, 50)
  expect(data.package.syncRuns.nodes[0].status).toBe('SUCCEEDED')
}

async function publish(slug: string): Promise<number> {
  const { id } = (await persistently(operations.publish, { slug })).publishPackage
  const over = await lectern.waitUntil(
    operations.publication,
    { id },
    data => data.publication.finishedAt !== null,
    60,
    50,
  )
  expect(over.publication).toMatchObject({ status: 'SUCCEEDED', error: null })
  return over.publication.release.number
}

test(`a reader of a package that is published and rolled back ${steps} times, with kills, sees one whole release each time (seed ${seed})`, async () => {
  const random = randomFrom(seed)
  const folder = join(lectern.dropboxFolder, 'reading')
  let edition = 1
  write(folder, edition)
  const { slug } = (await lectern.execute(operations.createPackage, { path: '/reading' })).createPackage
  await synchronise(slug)
  /** Which edition a number is, and from when to when it may have been what is shown. */
  const editions = new Map<number, number>()
  const shown: { number: number; from: number; until: number }[] = []
  const show = async (work: () => Promise<number>) => {
    const from = Date.now()
    const number = await work()
    editions.set(number, editions.get(number) ?? edition)
    if (shown.length > 0) shown.at(-1)!.until = Date.now()
    shown.push({ number, from, until: Number.POSITIVE_INFINITY })
  }
  await show(() => publish(slug))

  const reader = new Reader(`${lectern.sandbox.content}/production/${slug}/`, paths)
  reader.start()
  const victims = ['worker', 'server', 'temporal', 's3', 'postgres'] as const
  for (let step = 1; step <= steps; step++) {
    if (step % everySoOften === 0) lectern.kill(victims[Math.floor(random() * victims.length)]!)
    const what = random()
    if (what < 0.2) {
      write(folder, ++edition)
      await synchronise(slug)
    }
    if (what < 0.5) await show(() => publish(slug))
    else {
      const numbers = [...editions.keys()]
      const number = numbers[Math.floor(random() * numbers.length)]!
      await show(async () => (await persistently(deploy, { slug, number })).deployRelease.release.number)
    }
  }
  const readings = await reader.stop()

  expect(readings.length).toBeGreaterThan(steps / 2)
  expect(new Set(readings.map(({ number }) => number)).size).toBeGreaterThan(10)
  // What the pointer says is remembered for a second.
  const moment = 1_500
  for (const { number, contents, requestedAt, respondedAt } of readings) {
    expect(new Set([...contents.values()].map(editionIn)), `number ${number}`).toEqual(new Set([editions.get(number)]))
    const times = shown.filter(
      one => one.number === number && one.from <= respondedAt && one.until + moment >= requestedAt,
    )
    expect(times.length, `number ${number} at ${requestedAt}`).toBeGreaterThan(0)
  }
  // Numbers that came to nothing were given to no other release, and answer nobody.
  const highest = Math.max(...editions.keys())
  const beyond = await fetch(`${lectern.sandbox.content}/production/${slug}/${highest + 1}/index.html`)
  expect(beyond.status).toBe(404)
}, 900_000)

test('a preview that is open stays in its revision while two runs end', async () => {
  const folder = join(lectern.dropboxFolder, 'looking')
  write(folder, 1)
  const { slug } = (await lectern.execute(operations.createPackage, { path: '/looking' })).createPackage
  await synchronise(slug)
  const { url } = (await lectern.execute(operations.previewLink, { slug })).createPreviewLink
  const open = (await fetch(url)).url
  const seen = async (address: string) => editionIn(await (await fetch(new URL('pages/3.html', address))).text())
  expect(await seen(open)).toBe(1)
  for (const edition of [2, 3]) {
    write(folder, edition)
    await synchronise(slug)
    expect(await seen(open)).toBe(1)
    await expect.poll(async () => seen((await fetch(url)).url), { timeout: 5_000 }).toBe(edition)
  }
})
