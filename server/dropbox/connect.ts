import { change } from '@lectern/domain/audit/change'
import { connectDropbox } from '@lectern/domain/dropbox/connection'
import { ClientError, forbidden, invalidInput, unauthenticated, unavailable } from '@lectern/domain/errors'
import { type Caller, isPermitted } from '@lectern/domain/access/permissions'
import { authorizationUrl, fetchConnection, requestTokens } from '@lectern/workflows/dropbox/oauth'
import { attributionOf } from '../api/context.ts'
import { tryWake } from '@lectern/schema/wake'
import type { Services } from '../open-services.ts'
import { isValidState, signState } from './state.ts'

/** Whoever connects: a person with a session (its token), never an API token. */
export type Visitor = { caller: Caller | null; session: string | null }

type SignedInVisitor = { caller: Caller; session: string }

const redirectUri = ({ configuration }: Services) => `${configuration.LECTERN_ADMIN_URL}/dropbox/callback`

/** Where a person is sent to allow Lectern to read. */
export function beginConnecting(services: Services, visitor: Visitor): string {
  const { session } = requireConnectPermission(visitor)
  const state = signState(services.configuration.LECTERN_SECRET, session, Date.now())
  return authorizationUrl(services.configuration, redirectUri(services), state)
}

/**
 * Takes what Dropbox sent a person back with: records the account, wakes what waited for it, and says where the person goes on. Errors are
 * `ToldError`s with the mend; then nothing was changed.
 */
export async function finishConnecting(services: Services, visitor: Visitor, params: URLSearchParams): Promise<string> {
  const { caller, session } = requireConnectPermission(visitor)
  if (!isValidState(services.configuration.LECTERN_SECRET, session, params.get('state') ?? '', Date.now()))
    throw invalidInput(
      'state',
      'This answer of Dropbox belongs to nothing that you began here during the last fifteen minutes. Begin again: connect Dropbox from Lectern.',
    )
  const connection = await exchangeCode(services, readCode(params))
  await change(services.database, attributionOf({ kind: 'caller', caller }), tx => connectDropbox(tx, connection))
  await wakeWaitingSyncs(services)
  return '/packages?dropbox=connected'
}

function requireConnectPermission({ caller, session }: Visitor): SignedInVisitor {
  if (!caller || !session) throw unauthenticated()
  if (!isPermitted(caller, 'dropbox.connect')) throw forbidden('connect Dropbox')
  return { caller, session }
}

function readCode(params: URLSearchParams): string {
  const [code, error] = [params.get('code'), params.get('error')]
  if (code) return code
  if (error === 'access_denied')
    throw new ClientError(
      'FORBIDDEN',
      'At Dropbox, Lectern was not allowed to read. Nothing was changed. Connect Dropbox once more, and choose «Allow» there.',
    )
  throw invalidInput(
    'error',
    `Dropbox refused with «${error}». Look whether its app has the redirect URI and the scopes that Lectern’s README names, then connect once more.`,
  )
}

async function exchangeCode(services: Services, code: string) {
  const { configuration, log } = services
  try {
    const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri(services) } as const
    const tokens = await requestTokens(configuration, grant)
    if (tokens?.refreshToken) return await fetchConnection(configuration, tokens.accessToken, tokens.refreshToken)
  } catch (error) {
    log.warn({ err: error }, 'Dropbox could not be connected')
    throw unavailable('Dropbox does not answer as it should at the moment. Connect it once more in a few minutes.')
  }
  throw invalidInput('code', 'Dropbox’s answer can be used once, and only for some minutes. Connect Dropbox once more.')
}

async function wakeWaitingSyncs(services: Services): Promise<void> {
  const waitingRuns = await services.database.syncRun.findMany({
    where: { finishedAt: null, status: 'WAITING_FOR_DROPBOX' },
  })
  await Promise.all(waitingRuns.map(({ packageId }) => tryWake(services, { workflow: 'sync', packageId })))
}
