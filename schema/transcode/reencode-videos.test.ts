import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildEncoding, harry } from '../../domain/test/factories.ts'
import { buildPackageWithVideos, encodingSettings } from '../../domain/test/transcodes.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())
beforeEach(() => api.database.encoding.deleteMany())

/** Builds a package with a video of 60 seconds that is READY in an older profile. */
async function buildOutdated(contentHash: string | null = null) {
  const { packageId, hashes } = await buildPackageWithVideos(api.database, { 'a.mp4': contentHash })
  await api.database.transcode.deleteMany({ where: { packageId } })
  const [hash] = Object.values(hashes) as [string]
  const picture = { width: 640, height: 360, frameRate: 25, durationSeconds: 60 }
  await api.database.probe.update({ where: { contentHash: hash }, data: picture })
  if (contentHash === null)
    await buildEncoding(api.database, { contentHash: hash, profile: 'older', status: 'READY' }, { masterKey: 'm.m3u8' })
  const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: packageId } })
  return { packageId, slug, hash }
}

type Estimate = { videos: number; minutes: number; cost: { amount: number; currency: string } }

const estimate = async (slug: string | null) => {
  const text = `query ($package: String) { reencodeEstimate(package: $package) { videos minutes cost { amount currency } } }`
  const { data } = await api.request<{ reencodeEstimate: Estimate | null }>(text, { package: slug })
  return data.reencodeEstimate
}

const reencode = (slug: string | null, options = {}) =>
  api.request<{ reencodeVideos: { id: string; reencoding: boolean; status: string }[] }>(
    `mutation ($package: String) { reencodeVideos(package: $package) { id reencoding status } }`,
    { package: slug },
    options,
  )

test('estimates by the price list, each content hash once for all packages', async () => {
  const first = await buildOutdated()
  const second = await buildOutdated(first.hash)
  const one = await estimate(first.slug)
  expect(one).toMatchObject({ videos: 1, cost: { currency: 'USD' } })
  expect(one!.cost.amount).toBeGreaterThan(0)
  // Each output of a minute is billed as one.
  expect(one!.minutes).toBe(Math.round(one!.minutes))
  expect(await estimate(second.slug)).toEqual(one)
  expect(await estimate(null)).toEqual({ ...one, videos: 2 })
  await buildEncoding(api.database, { contentHash: first.hash, profile: encodingSettings.profile, status: 'READY' })
  expect(await estimate(null)).toEqual({ videos: 0, minutes: 0, cost: { amount: 0, currency: 'USD' } })
})

test('opens a transcode for one package, or for all with outdated videos', async () => {
  const [first, second] = [await buildOutdated(), await buildOutdated()]
  const { data } = await reencode(first.slug)
  expect(data.reencodeVideos).toMatchObject([{ reencoding: true, status: 'WAITING_FOR_VIDEOS' }])
  const all = await reencode(null)
  expect(all.data.reencodeVideos).toHaveLength(2)
  expect(all.data.reencodeVideos.map(({ id }) => id)).toContain(data.reencodeVideos[0]!.id)
  const open = { where: { finishedAt: null, packageId: { in: [first.packageId, second.packageId] } } }
  expect(await api.database.transcode.count(open)).toBe(2)
})

test('says so when nothing is to be encoded again', async () => {
  const { slug, hash } = await buildOutdated()
  await buildEncoding(api.database, { contentHash: hash, profile: encodingSettings.profile, status: 'READY' })
  const conflict = [{ code: 'CONFLICT', message: expect.stringContaining('nothing to encode again') }]
  expect((await reencode(slug)).errors).toMatchObject(conflict)
  expect((await reencode(null)).errors).toMatchObject(conflict)
})

test('needs the permission for the package, and everywhere for all', async () => {
  const { slug, packageId } = await buildOutdated()
  const right = { role: 'AUTHOR' as const, packageId, environmentId: null }
  const caller = { actor: harry, rights: [right] }
  expect((await reencode(null, { caller })).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  const refused = await api.request(`{ reencodeEstimate { videos } }`, {}, { caller })
  expect(refused.data).toEqual({ reencodeEstimate: null })
  expect((await reencode(slug, { caller })).errors).toEqual([])
})

test('shows in the videos which streams are older, and how far the new ones are', async () => {
  const { slug, hash, packageId } = await buildOutdated()
  const videos = async () => {
    const text = `query ($slug: String!) { package(slug: $slug) {
      reencodeEstimate { videos } transcode { percent videosReady videosReencoding }
      videos(first: 5) { nodes { status usesOlderSettings reencoding { status percent pausedForBudget } } } } }`
    return (await api.request<{ package: Record<string, unknown> }>(text, { slug })).data.package
  }
  const video = { status: 'READY', usesOlderSettings: true }
  expect(await videos()).toMatchObject({
    reencodeEstimate: { videos: 1 },
    videos: { nodes: [{ ...video, reencoding: null }] },
  })
  await reencode(slug)
  const { id: transcodeId } = await api.database.transcode.findFirstOrThrow({ where: { packageId } })
  const renewal = await buildEncoding(
    api.database,
    { contentHash: hash, profile: encodingSettings.profile, status: 'TRANSCODING' },
    { percent: 40, transcodeId },
  )
  expect(await videos()).toMatchObject({
    reencodeEstimate: { videos: 0 },
    transcode: { percent: 40, videosReady: 1, videosReencoding: 1 },
    videos: { nodes: [{ ...video, reencoding: { status: 'TRANSCODING', percent: 40, pausedForBudget: false } }] },
  })
  await api.database.encoding.update({ where: { id: renewal.id }, data: { status: 'READY' } })
  expect(await videos()).toMatchObject({
    transcode: { videosReencoding: 0 },
    videos: { nodes: [{ status: 'READY', usesOlderSettings: false, reencoding: null }] },
  })
})
