import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomSeed } from './mixtures/random.ts'
import { contentNumberOf, readDuringReleases, synchronize, writeContent } from './mixtures/releases.ts'
import * as operations from './operations.ts'
import { RunningLectern } from './running-lectern.ts'

// Readers see consistent content while releases are published and rolled back, and processes are killed.
let lectern: RunningLectern

beforeAll(async () => {
  lectern = await RunningLectern.start()
})
afterAll(() => lectern?.stop())

test.each([1, randomSeed])(
  'shows the files of a single release while releases are published and rolled back, and processes are killed (seed %d)',
  { timeout: 600_000 },
  seed => readDuringReleases(lectern, { seed, steps: 40 }),
)

test('keeps the revision of an open preview while two runs end', async () => {
  const folder = join(lectern.dropboxFolder, 'preview')
  writeContent(folder, 1)
  const { slug } = (await lectern.execute(operations.createPackage, { path: '/preview' })).createPackage
  await synchronize(lectern, slug)
  const { url } = (await lectern.execute(operations.previewLink, { slug })).createPreviewLink
  const open = (await load(url)).url
  const seen = async (address: string) => contentNumberOf(await (await load(new URL('pages/3.html', address))).text())
  expect(await seen(open)).toBe(1)
  for (const contentNumber of [2, 3]) {
    writeContent(folder, contentNumber)
    await synchronize(lectern, slug)
    expect(await seen(open)).toBe(1)
    await expect.poll(async () => seen((await load(url)).url), { timeout: 5_000 }).toBe(contentNumber)
  }
})

/** Fetches a page of an open preview. Fails unless the status is 200. */
async function load(url: string | URL): Promise<Response> {
  const response = await fetch(url)
  expect(response.status, `${url}: ${await response.clone().text()}`).toBe(200)
  return response
}
