import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomSeed } from './mixtures/random.ts'
import { editionOf, readDuringReleases, synchronize, writeEdition } from './mixtures/releases.ts'
import * as operations from './operations.ts'
import { RunningLectern } from './running-lectern.ts'

// What readers see while releases come and go, and processes are killed.
let lectern: RunningLectern

beforeAll(async () => {
  lectern = await RunningLectern.start()
})
afterAll(() => lectern?.stop())

test.each([1, randomSeed])(
  'shows one whole release in each reading, while it is published, rolled back, and processes are killed (seed %d)',
  { timeout: 300_000 },
  seed => readDuringReleases(lectern, { seed, steps: 40 }),
)

test('an open preview keeps its revision while two runs end', async () => {
  const folder = join(lectern.dropboxFolder, 'preview')
  writeEdition(folder, 1)
  const { slug } = (await lectern.execute(operations.createPackage, { path: '/preview' })).createPackage
  await synchronize(lectern, slug)
  const { url } = (await lectern.execute(operations.previewLink, { slug })).createPreviewLink
  const open = (await load(url)).url
  const seen = async (address: string) => editionOf(await (await load(new URL('pages/3.html', address))).text())
  expect(await seen(open)).toBe(1)
  for (const edition of [2, 3]) {
    writeEdition(folder, edition)
    await synchronize(lectern, slug)
    expect(await seen(open)).toBe(1)
    await expect.poll(async () => seen((await load(url)).url), { timeout: 5_000 }).toBe(edition)
  }
})

/** Fetches a page of an open preview. Fails unless the status is 200. */
async function load(url: string | URL): Promise<Response> {
  const response = await fetch(url)
  expect(response.status, `${url}: ${await response.clone().text()}`).toBe(200)
  return response
}
