import { type Caller, isPermitted } from '@lectern/domain/access/permissions'
import { lacksSecondFactor } from '@lectern/domain/access/second-factor'
import { change } from '@lectern/domain/audit/change'
import { connectDropbox } from '@lectern/domain/dropbox/connection'
import {
  ClientError,
  forbidden,
  invalidInput,
  secondFactorRequired,
  unauthenticated,
  unavailable,
} from '@lectern/domain/errors'
import { DropboxRefusedError } from '@lectern/workflows/dropbox/errors'
import { authorizationUrl, fetchConnection, requestTokens } from '@lectern/workflows/dropbox/oauth'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { attributionOf } from '../api/context.ts'
import type { ServerServices } from '../open-services.ts'
import { readState, signState } from './state.ts'

/** The person who connects Dropbox. `session` is a session token; API tokens cannot connect. */
export type Visitor = { caller: Caller | null; session: string | null }

type SignedInVisitor = { caller: Caller; session: string }

const redirectUri = ({ configuration }: ServerServices) => `${configuration.LECTERN_ADMIN_URL}/dropbox/callback`

/** Returns the Dropbox page on which the person allows Lectern to read. The parameter `from` is the page to return to. */
export function beginConnecting(services: ServerServices, visitor: Visitor, params: URLSearchParams): string {
  const { session } = requireConnectPermission(visitor)
  const returnTo = pageOfAdmin(params.get('from'))
  const state = signState(services.configuration.LECTERN_SECRET, session, returnTo, Date.now())
  return authorizationUrl(services.configuration, redirectUri(services), state)
}

/**
 * Finishes connecting with the parameters that Dropbox redirected the person back with. Records the account, wakes the
 * sync runs that wait for it, and returns the page to go to next. Throws a `ClientError` that contains the fix; nothing
 * is changed then.
 */
export async function finishConnecting(
  services: ServerServices,
  visitor: Visitor,
  params: URLSearchParams,
): Promise<string> {
  const { caller, session } = requireConnectPermission(visitor)
  const returnTo = readState(services.configuration.LECTERN_SECRET, session, params.get('state') ?? '', Date.now())
  if (returnTo === null)
    throw invalidInput(
      'state',
      'You did not start this connection here within the last 15 minutes. Start again by connecting Dropbox from Lectern.',
    )
  const connection = await exchangeCode(services, readCode(params))
  await change(services.database, attributionOf({ kind: 'caller', caller }), tx => connectDropbox(tx, connection))
  await wakeWaitingSyncs(services)
  return withConnected(returnTo)
}

/** The longest path of the admin that is returned to. */
const maxPathLength = 500
const defaultPage = '/dropbox'

/** Returns a path of the admin itself with its query. Any other address becomes the page about Dropbox. */
function pageOfAdmin(from: string | null): string {
  if (!from?.startsWith('/') || from.length > maxPathLength) return defaultPage
  const base = 'http://admin.invalid'
  if (!URL.canParse(from, base)) return defaultPage
  const { origin, pathname, search } = new URL(from, base)
  return origin === base ? pathname + search : defaultPage
}

/** Adds to a page that Dropbox was just connected, which the admin then says. */
function withConnected(page: string): string {
  const url = new URL(page, 'http://admin.invalid')
  url.searchParams.set('dropbox', 'connected')
  return url.pathname + url.search
}

function requireConnectPermission({ caller, session }: Visitor): SignedInVisitor {
  if (!caller || !session) throw unauthenticated()
  if (!isPermitted(caller, 'dropbox.connect')) throw forbidden('connect Dropbox')
  if (lacksSecondFactor(caller, 'dropbox.connect', {})) throw secondFactorRequired()
  return { caller, session }
}

function readCode(params: URLSearchParams): string {
  const [code, error] = [params.get('code'), params.get('error')]
  if (code) return code
  if (error === 'access_denied')
    throw new ClientError(
      'FORBIDDEN',
      'You did not allow Lectern to read your Dropbox, so nothing was changed. Connect Dropbox again and choose "Allow".',
    )
  throw invalidInput(
    'error',
    `Dropbox returned the error "${error}". Check that its app has the redirect URI and the scopes that docs/operate.md lists, then connect again.`,
  )
}

async function exchangeCode(services: ServerServices, code: string) {
  const { configuration, log } = services
  try {
    const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri(services) } as const
    const tokens = await requestTokens(configuration, grant)
    if (tokens?.refreshToken) return await fetchConnection(configuration, tokens.accessToken, tokens.refreshToken)
  } catch (error) {
    log.warn({ err: error }, 'Dropbox connection failed')
    if (error instanceof DropboxRefusedError) throw unavailable(error.message)
    throw unavailable('Dropbox is temporarily unavailable. Connect it again in a few minutes.')
  }
  throw invalidInput('code', 'The code from Dropbox has expired or was already used. Connect Dropbox again.')
}

async function wakeWaitingSyncs(services: ServerServices): Promise<void> {
  const waitingRuns = await services.database.syncRun.findMany({
    where: { finishedAt: null, status: 'WAITING_FOR_DROPBOX' },
  })
  await Promise.all(
    waitingRuns.map(({ packageId }) => tryWake(services, { workflow: 'sync', packageId }, clickTimeoutMs)),
  )
}
