/** Creates every kind of token and address for tests. */
import { randomBytes } from 'node:crypto'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { profile } from '@lectern/domain/transcode/encoding-settings'
import { put } from '@lectern/workflows/storage/s3-put'
import {
  buildDeployment,
  buildDraft,
  buildEncoding,
  buildPackage,
  buildPreviewLink,
  buildVideo,
  buildViewerToken,
} from '../../domain/test/factories.ts'
import { type School, unsignedJwt } from './school.ts'
import type { TestServer } from './server.ts'

/** Addresses by section and row, and path prefixes by column. */
export type Tokens = { addresses: Record<string, Record<string, string>>; pathPrefixes: string[] }

const query = `query P($package: String!, $release: Int, $environment: String, $revision: Int) {
  playlists(package: $package, release: $release, environment: $environment, revision: $revision) { path } }`
const playlists = (variables: object) =>
  `/graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`

/** Creates a stream that no other video uses. */
async function buildStream(server: TestServer) {
  const contentHash = randomBytes(32).toString('hex')
  const encoding = await buildEncoding(server.database, { contentHash, profile, status: 'READY' })
  const folder = `media/${contentHash}/${profile}/1`
  for (const file of ['hls/index.m3u8', 'hls/0001.ts', 'poster.jpg'])
    await put(server.store, `${folder}/${file}`, Buffer.from(file), 'x/y')
  const streams = {
    'the stream': `/${folder}/hls/index.m3u8`,
    'a segment': `/${folder}/hls/0001.ts`,
    'the poster': `/${folder}/poster.jpg`,
  }
  return { contentHash, encoding, streams }
}

const files = (captions: string) => ({
  'index.html': 'page',
  'a.bin': 'asset',
  'video.mp4': 'video',
  'video.srt': captions,
})

/** Deploys a release with a video. With `unpublishedAt`, it is unpublished again. */
async function buildDeployedRelease(
  server: TestServer,
  packageId: string,
  environmentId: string,
  captions: string,
  unpublishedAt?: Date,
) {
  const { encoding, streams } = await buildStream(server)
  const release = await server.release(packageId, files(captions))
  const video = await server.database.video.findFirstOrThrow({ where: { packageId } })
  const row = { releaseId: release.id, videoId: video.id, path: 'video.mp4', encodingId: encoding.id, attempt: 1 }
  await server.database.releaseVideo.create({ data: row })
  if (unpublishedAt) {
    const facts = { deployedBy: {}, packageId, environmentId, releaseId: release.id, unpublishedAt }
    await server.database.deployment.create({ data: facts })
  } else await buildDeployment(server.database, { releaseId: release.id, environmentId })
  return { number: release.number, streams }
}

/** Returns the addresses below a release number or a revision. */
const addressesBelow = (root: string, number: number, captions: string) => ({
  'root of the package': root,
  'its number': `${root}${number}`,
  'a page': `${root}${number}/`,
  'an asset': `${root}${number}/a.bin`,
  captions: `${root}${number}/${captions}`,
  'the player': `${root}${number}/lectern/player.js`,
  'a number not shown here': `${root}99/`,
})

async function buildDraftAddresses(
  server: TestServer,
  packageId: string,
  slug: string,
  captionText: string,
  captions: string,
) {
  const { contentHash, streams } = await buildStream(server)
  await buildDraft(server.database, { packageId })
  const { 'video.mp4': _video, ...rest } = files(captionText)
  for (const [path, body] of Object.entries(rest)) await server.draftFile(packageId, path, body)
  await buildVideo(server.database, { packageId, path: 'video-of-draft.mp4', contentHash })
  return {
    ...addressesBelow(`/${slug}/`, 1, captions),
    ...streams,
    playlists: playlists({ package: slug, revision: 1 }),
  }
}

/**
 * Creates the addresses and path prefixes of the table in `tokens.test.ts`. There are three packages in three
 * environments, each with its own streams.
 */
export async function buildTokens(server: TestServer, school: School): Promise<Tokens> {
  const { database } = server
  const captionText = randomBytes(8).toString('hex')
  const captions = await server.storeConvertedCaptions(captionText, 'WEBVTT')
  const [publicPackage, mine, other] = [
    await buildPackage(database),
    await buildPackage(database),
    await buildPackage(database),
  ]
  const publicEnvironment = await server.environment()
  const keys = { access: 'VIEWER_TOKEN' as const, ...school.withKeys() }
  const [viewerEnvironment, otherViewerEnvironment] = [await server.environment(keys), await server.environment(keys)]

  const deployedAddresses = async (pkg: typeof mine, environment: typeof viewerEnvironment) => {
    const { number, streams } = await buildDeployedRelease(server, pkg.id, environment.id, captionText)
    const root = `/${environment.slug}/${pkg.slug}/`
    const playlistPath = playlists({ package: pkg.slug, environment: environment.slug, release: number })
    return { ...addressesBelow(root, number, captions), ...streams, playlists: playlistPath }
  }
  const unpublishedAddresses = async (pkg: typeof mine, environment: typeof viewerEnvironment) => {
    const { number, streams } = await buildDeployedRelease(server, pkg.id, environment.id, captionText, new Date())
    return {
      'an unpublished number': `/${environment.slug}/${pkg.slug}/${number}/`,
      'an unpublished stream': streams['the stream'],
    }
  }
  const mineElsewhere = await deployedAddresses(mine, otherViewerEnvironment)
  const addresses: Tokens['addresses'] = {
    'in the public environment': {
      ...(await deployedAddresses(publicPackage, publicEnvironment)),
      ...(await unpublishedAddresses(publicPackage, publicEnvironment)),
    },
    "in the viewers' environment": {
      ...(await deployedAddresses(mine, viewerEnvironment)),
      ...(await unpublishedAddresses(mine, viewerEnvironment)),
      'a number not shown here': `/${viewerEnvironment.slug}/${mine.slug}/1/`,
    },
    'of another package there': await deployedAddresses(other, viewerEnvironment),
    "in another viewers' environment": mineElsewhere,
    'of the draft': await buildDraftAddresses(server, mine.id, mine.slug, captionText, captions),
    'of another draft': await buildDraftAddresses(server, other.id, other.slug, captionText, captions),
  }

  const viewer = async (overrides: Partial<Parameters<typeof buildViewerToken>[1]>) => {
    const token = randomBytes(24).toString('base64url')
    const scope = { environmentId: viewerEnvironment.id, packageId: mine.id }
    await buildViewerToken(database, { secretHash: hashSecret(token), ...scope, ...overrides })
    return token
  }
  const link = async (overrides: Parameters<typeof buildPreviewLink>[1]) => {
    const token = randomBytes(24).toString('base64url')
    await buildPreviewLink(database, { secretHash: hashSecret(token), packageId: mine.id, ...overrides })
    return token
  }
  const past = new Date(Date.now() - 1_000)
  const claims = { environment: viewerEnvironment.slug, package: mine.slug }
  const signed = await school.sign(claims, 'ES256')
  const [viewerToken, previewToken] = [await viewer({}), await link({})]
  const views = [
    'garbage',
    viewerToken,
    await viewer({ packageId: null }),
    await viewer({ expiresAt: past }),
    await viewer({ revokedAt: past }),
    await viewer({ environmentId: otherViewerEnvironment.id }),
    await viewer({ packageId: other.id }),
    previewToken,
    signed,
    await school.sign({ ...claims, exp: Math.floor(Date.now() / 1000) - 1 }, 'ES256'),
    await school.sign(claims),
    unsignedJwt(claims),
    await school.sign(claims, 'HS256', new TextEncoder().encode(await school.publicKey('ES256'))),
  ]
  const previews = [
    'garbage',
    previewToken,
    await link({ expiresAt: past }),
    await link({ revokedAt: past }),
    await link({ packageId: other.id }),
    viewerToken,
    signed,
  ]
  return {
    addresses,
    pathPrefixes: ['', ...views.map(token => `/view/${token}`), ...previews.map(token => `/preview/${token}`)],
  }
}
