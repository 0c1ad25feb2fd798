import type { Database } from '@lectern/domain/database'
import { isJwt } from '@lectern/domain/environments/viewers'
import type { DraftRevision } from '@lectern/domain/files/content-version'
import { shownRootPage } from '@lectern/domain/files/root-page-facts'
import { type Address, encodePath, parseAddress } from '@lectern/domain/playback/content-address'
import { versionOf } from '@lectern/domain/playback/current-deployment'
import { isStillToken } from '@lectern/domain/preview/still-tokens'
import { isVersionToken } from '@lectern/domain/preview/version-tokens'
import type { Access } from '@lectern/schema/context'
import { openVerifier } from '@lectern/schema/environments/viewer-jwt'
import type { GraphQLSchema } from 'graphql'
import { createAdmission } from '../api/admission.ts'
import type { ListedDocuments } from '../api/listed-documents.ts'
import { createApi } from '../api/yoga.ts'
import { openHealthRoutes } from '../health.ts'
import type { Handler } from '../listener.ts'
import type { ServerServices } from '../open-services.ts'
import { admitViewerByJwt } from './admission.ts'
import { originOf } from './origins.ts'
import { type Exchange, redirect, redirectToPath, sendVersionFile } from './package-content.ts'
import { openPlayerFiles } from './player-files.ts'
import { openRateLimits } from './rate-limits.ts'
import { isCacheableQuery, openResponseCache } from './response-cache.ts'
import { openRights, type Rights } from './rights.ts'
import { sendPreviewEnded, sendViewerEnded } from './send/api-errors.ts'
import { sendNotFound } from './send/error-pages.ts'
import { commonHeaders, crossOriginHeaders, preflightHeaders, redirectHeaders, streamHeaders } from './send/headers.ts'
import { sendStream } from './send/send-stream.ts'
import { serveStill } from './still-content.ts'
import { serveVersionContent } from './version-content.ts'
import { serveViewerContent } from './viewer-content.ts'

/** Answers to `playlists` may be kept as long as pages. */
const publicCacheControl = 'public, max-age=60'
const privateCacheControl = 'private, no-store'

/**
 * The content host: releases, previews, and streams, and the public part of the API. Packages are third-party code, so it
 * ignores cookies and `Authorization`: only the path grants rights. Therefore pages of every origin may read its responses.
 */
export function contentHost(services: ServerServices, schema: GraphQLSchema, listed: ListedDocuments | null): Handler {
  const rights = openRights(services.database, services.configuration.LECTERN_SECRET)
  const verify = openVerifier(services.configuration.LECTERN_SECRET)
  const playerFiles = openPlayerFiles()
  const sendIfRateLimited = openRateLimits(services.configuration)
  const api = createApi(services, schema, createAdmission(services.configuration, null), listed)
  const sendCachedResponse = openResponseCache(api, publicCacheControl)
  const serveHealth = openHealthRoutes(services)
  return async (message, response) => {
    for (const [name, value] of Object.entries(crossOriginHeaders)) response.setHeader(name, value)
    // Before the rate limits: pages cannot read the 429 of a preflight, and sending it would cost no less than this response.
    if (message.method === 'OPTIONS') return void response.writeHead(204, preflightHeaders).end()
    const [path = '', query] = (message.url ?? '').split('?', 2)
    const address = parseAddress(path)
    const search = query === undefined ? '' : `?${query}`
    if (await sendIfRateLimited(response, address)) return
    if (serveHealth(path, response)) return
    if (!address) return sendNotFound(response)
    const requestOrigin = originOf(services.configuration, message.headers.host, address)
    if (requestOrigin === 'nowhere') return sendNotFound(response)
    if ('origin' in requestOrigin)
      return void response.writeHead(302, redirectHeaders(requestOrigin.origin + message.url)).end()
    const { originPackage } = requestOrigin
    if (address.kind === 'graphql') {
      const access = await accessOf(rights, address, originPackage)
      if (!access) return address.viewer === undefined ? sendPreviewEnded(response) : sendViewerEnded(response)
      if (access.kind === 'public' && isCacheableQuery(message))
        return sendCachedResponse(message, response, `/graphql${search}`, access)
      message.url = `/graphql${search}`
      const cacheControl = access.kind === 'public' ? publicCacheControl : privateCacheControl
      return void (await api(message, response, { resolveAccess: () => ({ access }), cacheControl }))
    }
    if (message.method !== 'GET' && message.method !== 'HEAD')
      return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
    // A service worker would outlive unpublishing, and pages that were opened from a disk have none.
    if (message.headers['service-worker'] === 'script') return void response.writeHead(403, commonHeaders).end()
    const exchange = { services, playerFiles, message, response, search, originPackage }
    const viewer = 'viewer' in address ? address.viewer : undefined
    if (viewer === undefined) return serveContent(exchange, rights, address)
    if ((address.kind === 'package' || address.kind === 'current') && isJwt(viewer))
      return admitViewerByJwt(exchange, rights, verify, viewer, address)
    if (address.kind !== 'draft' && address.kind !== 'revision')
      await serveViewerContent(exchange, rights, viewer, address)
  }
}

/**
 * Returns what the token of a path permits in the API, or null if it permits nothing. At the origin of one package
 * (`originPackage`), it permits only that package.
 */
async function accessOf(
  rights: Rights,
  address: Extract<Address, { kind: 'graphql' }>,
  originPackage: string | null,
): Promise<Access | null> {
  if (address.viewer !== undefined) {
    const viewer = await rights.viewerOf(address.viewer)
    return viewer && { kind: 'viewer', token: address.viewer, ...viewer, originPackage }
  }
  if (address.token === undefined) return { kind: 'public', originPackage }
  const preview = await rights.previewOf(address.token)
  if (!preview || (originPackage ?? preview.slug) !== preview.slug) return null
  return { kind: 'preview', token: address.token, packageId: preview.packageId }
}

type FileAddress = Exclude<Address, { kind: 'graphql' }>

async function serveContent(exchange: Exchange, rights: Rights, address: FileAddress): Promise<void> {
  const { response } = exchange
  switch (address.kind) {
    case 'package':
    case 'current': {
      const root = `/${encodePath(`${address.environment}/${address.package}`)}/`
      const deployedRelease = await rights.findDeployedRelease('public', address.environment, address.package, null)
      if (!deployedRelease) return sendNotFound(response)
      const releaseRoot = `${root}${deployedRelease.number}/`
      if (address.kind === 'current')
        return redirectToPath(exchange, versionOf(deployedRelease), releaseRoot, address.path)
      return redirect(exchange, address.isFolder ? releaseRoot + encodePath(deployedRelease.rootPage) : root)
    }
    case 'release': {
      const { environment, number } = address
      const deployedRelease = await rights.findDeployedRelease('public', environment, address.package, number)
      if (!deployedRelease) return sendNotFound(response)
      const root = `/${encodePath(`${environment}/${address.package}`)}/${number}/`
      const { rootPage, frameAncestors } = deployedRelease
      const contentVersion = versionOf(deployedRelease)
      const view = { contentVersion, root, rootPage, audience: 'public' as const, frameAncestors }
      return sendVersionFile(exchange, view, address.path)
    }
    case 'stream':
      return serveStream(exchange, rights, address)
    default:
      return servePreview(exchange, rights, address)
  }
}

async function servePreview(
  exchange: Exchange,
  rights: Rights,
  address: Extract<Address, { kind: 'draft' | 'revision' }>,
): Promise<void> {
  if (isStillToken(address.token)) return serveStill(exchange, address)
  if (isVersionToken(address.token)) return serveVersionContent(exchange, address)
  const { services, response } = exchange
  const preview = await rights.previewOf(address.token)
  if (!preview || preview.slug !== address.package) return sendNotFound(response)
  const { packageId } = preview
  const root = `/preview/${encodePath(`${address.token}/${preview.slug}`)}/`
  if (address.kind === 'draft') {
    if (!address.isFolder) return redirect(exchange, root)
    if (preview.revision === 0) return sendNotFound(response)
    const { revision } = preview
    const first = await previewPage(services.database, { packageId, revision }, preview.rootPage)
    return redirect(exchange, `${root}${revision}/${first === null || first === 'index.html' ? '' : encodePath(first)}`)
  }
  const { revision, path } = address
  if (!(await rights.hasRevision(packageId, revision))) return sendNotFound(response)
  const contentVersion = { packageId, revision }
  const rootPage = path === '' ? await previewPage(services.database, contentVersion, preview.rootPage) : null
  const view = { contentVersion, root: `${root}${revision}/`, rootPage }
  return sendVersionFile(exchange, { ...view, audience: 'private', draftTitle: preview.title }, path)
}

/** Returns the page that a preview opens with: the root page, or the likeliest one while that is unclear. */
async function previewPage(
  database: Database,
  version: DraftRevision,
  chosenPage: string | null,
): Promise<string | null> {
  const { page, candidates } = await shownRootPage(database, version, chosenPage)
  return page ?? candidates[0] ?? null
}

async function serveStream(
  { services, message, response, originPackage }: Exchange,
  rights: Rights,
  { token, contentHash, profile, attempt, file }: Extract<Address, { kind: 'stream' }>,
): Promise<void> {
  const key = `media/${contentHash}/${profile}/${attempt}/${file}`
  if (token === undefined) {
    const isAllowed = await rights.isStreamPublic(contentHash, profile, attempt, originPackage)
    return isAllowed
      ? sendStream(services.contentCache, message, response, key, streamHeaders('public'))
      : sendNotFound(response)
  }
  const preview = await rights.previewOf(token)
  const isOwnOrigin = preview && (originPackage ?? preview.slug) === preview.slug
  const isAllowed = isOwnOrigin && (await rights.isStreamOfDraft(preview.packageId, contentHash, profile, attempt))
  return isAllowed
    ? sendStream(services.contentCache, message, response, key, streamHeaders('private'))
    : sendNotFound(response)
}
