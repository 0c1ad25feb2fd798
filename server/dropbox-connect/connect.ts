import { change } from '@lectern/schema/changes/change'
import { connectDropbox } from '@lectern/schema/changes/dropbox'
import { forbidden, invalidInput, ToldError, unauthenticated, unavailable } from '@lectern/schema/errors'
import { type Caller, may } from '@lectern/schema/permissions'
import { askForTokens, authorizeAddress, connectionOf } from '@lectern/workflows/clients/dropbox-sign-in'
import { byOf } from '../api/context.ts'
import { wakeSoon } from '../commands/wake.ts'
import type { World } from '../world.ts'
import { isState, signState } from './state.ts'

/** Whoever connects: a person with a session (its token), never an API token. */
export type Connecting = { caller: Caller | null; session: string | null }

type Person = { caller: Caller; session: string }

const redirectUri = ({ configuration }: World) => `${configuration.LECTERN_ADMIN_URL}/dropbox/callback`

/** Where a person is sent to allow Lectern to read. */
export function beginConnecting(world: World, who: Connecting): string {
  const { session } = whoMay(who)
  const state = signState(world.configuration.LECTERN_SECRET, session, Date.now())
  return authorizeAddress(world.configuration, redirectUri(world), state)
}

/**
 * Takes what Dropbox sent a person back with: records the account, wakes what waited for it, and says where the person goes on. Errors are
 * `ToldError`s with the mend; then nothing was changed.
 */
export async function finishConnecting(world: World, who: Connecting, answer: URLSearchParams): Promise<string> {
  const { caller, session } = whoMay(who)
  if (!isState(world.configuration.LECTERN_SECRET, session, answer.get('state') ?? '', Date.now()))
    throw invalidInput(
      'state',
      'This answer of Dropbox belongs to nothing that you began here during the last fifteen minutes. Begin again: connect Dropbox from Lectern.',
    )
  const connection = await takeCode(world, codeIn(answer))
  await change(world.database, byOf({ kind: 'caller', caller }), tx => connectDropbox(tx, connection))
  await wakeWaiting(world)
  return '/packages?dropbox=connected'
}

function whoMay({ caller, session }: Connecting): Person {
  if (!caller || !session) throw unauthenticated()
  if (!may(caller, 'dropbox.connect')) throw forbidden('connect Dropbox')
  return { caller, session }
}

function codeIn(answer: URLSearchParams): string {
  const [code, error] = [answer.get('code'), answer.get('error')]
  if (code) return code
  if (error === 'access_denied')
    throw new ToldError(
      'FORBIDDEN',
      'At Dropbox, Lectern was not allowed to read. Nothing was changed. Connect Dropbox once more, and choose «Allow» there.',
    )
  throw invalidInput(
    'error',
    `Dropbox refused with «${error}». Look whether its app has the redirect URI and the scopes that Lectern’s README names, then connect once more.`,
  )
}

async function takeCode(world: World, code: string) {
  const { configuration, log } = world
  try {
    const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri(world) } as const
    const tokens = await askForTokens(configuration, grant)
    if (tokens?.refreshToken) return await connectionOf(configuration, tokens.accessToken, tokens.refreshToken)
  } catch (error) {
    log.warn({ err: error }, 'Dropbox could not be connected')
    throw unavailable('Dropbox does not answer as it should at the moment. Connect it once more in a few minutes.')
  }
  throw invalidInput('code', 'Dropbox’s answer can be used once, and only for some minutes. Connect Dropbox once more.')
}

async function wakeWaiting(world: World): Promise<void> {
  const waiting = await world.database.syncRun.findMany({ where: { finishedAt: null, status: 'WAITING_FOR_DROPBOX' } })
  await Promise.all(waiting.map(({ packageId }) => wakeSoon(world, { workflow: 'sync', packageId })))
}
