import type { Access } from '@lectern/schema/context'
import type { GraphQLSchema } from 'graphql'
import { createApi } from '../api/yoga.ts'
import type { Handler } from '../listener.ts'
import type { World } from '../world.ts'
import { type Address, encodePath, parseAddress } from './address.ts'
import { isPlainQuestion, openAnswers } from './answers.ts'
import { enter } from './entrance.ts'
import { firstPage } from './files.ts'
import { redirectHeaders, streamHeaders } from './headers.ts'
import { openLimits } from './limits.ts'
import { placeOf } from './origins.ts'
import { type Exchange, redirect, sendFromEdition } from './package.ts'
import { sendMissing, sendNoLonger } from './pages.ts'
import { installedPlayer } from './player.ts'
import { openRights, type Rights } from './rights.ts'
import { sendStream } from './stream.ts'
import { answerViewer } from './viewer.ts'
import { openVerifier } from './viewer-jwt.ts'
import { isSigned } from './viewers.ts'

/** Answers to `playlists` may be kept as long as pages. */
const publicAnswer = 'public, max-age=60'
const privateAnswer = 'private, no-store'

/**
 * The content host: releases, previews and streams, and the public part of the API. Packages are foreign code, so it takes no notice of
 * cookies and `Authorization`: all rights are those of the path.
 */
export function contentHost(world: World, schema: GraphQLSchema): Handler {
  const rights = openRights(world.database)
  const verify = openVerifier(world.configuration.LECTERN_SECRET)
  const player = installedPlayer()
  const isTooMuch = openLimits(world.configuration)
  const api = createApi(world, { schema, cors: true })
  const answerPublic = openAnswers(api, publicAnswer)
  return async (message, response) => {
    const [path = '', query] = (message.url ?? '').split('?', 2)
    const address = parseAddress(path)
    const search = query === undefined ? '' : `?${query}`
    if (await isTooMuch(response, address)) return
    if (!address) return sendMissing(response)
    const place = placeOf(world.configuration, message.headers.host, address)
    if (place === 'nowhere') return sendMissing(response)
    if ('origin' in place) return void response.writeHead(302, redirectHeaders(place.origin + message.url)).end()
    const { own } = place
    if (address.kind === 'graphql') {
      const access = await accessOf(rights, address, own)
      if (!access) return address.viewer === undefined ? sendMissing(response) : sendNoLonger(response)
      if (access.kind === 'public' && isPlainQuestion(message))
        return answerPublic(message, response, `/graphql${search}`, access)
      message.url = `/graphql${search}`
      const caching = access.kind === 'public' ? publicAnswer : privateAnswer
      return void (await api(message, response, { enter: () => ({ access }), caching }))
    }
    if (message.method === 'OPTIONS' && address.kind === 'stream')
      return void response.writeHead(204, { ...streamHeaders('public'), 'access-control-allow-headers': 'range' }).end()
    if (message.method !== 'GET' && message.method !== 'HEAD')
      return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
    const exchange = { world, player, message, response, search, own }
    const viewer = 'viewer' in address ? address.viewer : undefined
    if (viewer === undefined) return answer(exchange, rights, address)
    if (address.kind === 'package' && isSigned(viewer)) return enter(exchange, rights, verify, viewer, address)
    if (address.kind !== 'draft' && address.kind !== 'revision') await answerViewer(exchange, rights, viewer, address)
  }
}

/** What a path's token lets its bearer ask the API, at the origin of one package (`own`) of that one alone; null: it opens nothing. */
async function accessOf(
  rights: Rights,
  address: Extract<Address, { kind: 'graphql' }>,
  own: string | null,
): Promise<Access | null> {
  if (address.viewer !== undefined) {
    const viewer = await rights.viewerOf(address.viewer)
    return viewer && { kind: 'viewer', token: address.viewer, ...viewer, own }
  }
  if (address.token === undefined) return { kind: 'public', own }
  const preview = await rights.previewOf(address.token)
  if (!preview || (own ?? preview.slug) !== preview.slug) return null
  return { kind: 'preview', token: address.token, packageId: preview.packageId }
}

type Shown = Exclude<Address, { kind: 'graphql' }>

async function answer(exchange: Exchange, rights: Rights, address: Shown): Promise<void> {
  const { world, response } = exchange
  switch (address.kind) {
    case 'package': {
      const root = `/${encodePath(`${address.environment}/${address.package}`)}/`
      const shown = await rights.shown('public', address.environment, address.package, null)
      if (!shown) return sendMissing(response)
      if (!address.folder) return redirect(exchange, root)
      const first = await firstPage(world.database, shown, shown.rootPage)
      return redirect(exchange, `${root}${shown.number}/${encodePath(first)}`)
    }
    case 'release': {
      const { environment, number } = address
      const shown = await rights.shown('public', environment, address.package, number)
      if (!shown) return sendMissing(response)
      const root = `/${encodePath(`${environment}/${address.package}`)}/${number}/`
      const { packageId, frameAncestors } = shown
      const edition = { packageId, number }
      return sendFromEdition(exchange, { edition, root, audience: 'public', frameAncestors }, address.path)
    }
    case 'stream':
      return answerStream(exchange, rights, address)
    default:
      return answerPreview(exchange, rights, address)
  }
}

async function answerPreview(
  exchange: Exchange,
  rights: Rights,
  address: Extract<Address, { kind: 'draft' | 'revision' }>,
): Promise<void> {
  const { world, response } = exchange
  const preview = await rights.previewOf(address.token)
  if (!preview || preview.slug !== address.package) return sendMissing(response)
  const { packageId } = preview
  const root = `/preview/${encodePath(`${address.token}/${preview.slug}`)}/`
  if (address.kind === 'draft') {
    if (!address.folder) return redirect(exchange, root)
    if (preview.revision === 0) return sendMissing(response)
    const { revision } = preview
    const first = await firstPage(world.database, { packageId, revision }, preview.rootPage)
    return redirect(exchange, `${root}${revision}/${encodePath(first)}`)
  }
  const { revision, path } = address
  if (!(await rights.hasRevision(packageId, revision))) return sendMissing(response)
  const edition = { packageId, revision }
  const place = { edition, root: `${root}${revision}/` }
  return sendFromEdition(exchange, { ...place, audience: 'private', draftOf: preview.title }, path)
}

async function answerStream(
  { world, message, response, own }: Exchange,
  rights: Rights,
  { token, contentHash, profile, attempt, file }: Extract<Address, { kind: 'stream' }>,
): Promise<void> {
  const key = `media/${contentHash}/${profile}/${attempt}/${file}`
  if (token === undefined) {
    const allowed = await rights.streamIsPublic(contentHash, profile, attempt, own)
    return allowed ? sendStream(world.bytes, message, response, key, streamHeaders('public')) : sendMissing(response)
  }
  const preview = await rights.previewOf(token)
  const here = preview && (own ?? preview.slug) === preview.slug
  const allowed = here && (await rights.streamIsOfDraft(preview.packageId, contentHash, profile, attempt))
  return allowed ? sendStream(world.bytes, message, response, key, streamHeaders('private')) : sendMissing(response)
}
