import type { IncomingMessage, ServerResponse } from 'node:http'
import { setPassword } from '@lectern/domain/access/passwords'
import type { Caller } from '@lectern/domain/access/permissions'
import { isSignInRecent } from '@lectern/domain/access/recent-sign-in'
import { change } from '@lectern/domain/audit/change'
import type { RecordRefusal } from '../access/refusals.ts'
import { sendApiError, sendRateLimited } from '../api-error.ts'
import type { ServerServices } from '../open-services.ts'
import { currentRequest } from '../request.ts'
import type { AttemptLimits } from './attempt-limits.ts'
import { libraryRequest } from './library-request.ts'
import { passwordHash, passwordProblem } from './password.ts'
import type { SignIn } from './sign-in.ts'
import { sendSignInError } from './sign-in-errors.ts'

type Parts = { signIn: SignIn; limits: AttemptLimits; recordRefusal: RecordRefusal }
/** Answers a request of a signed-in person with this password. */
export type AccountRoute = (
  caller: Caller,
  password: string,
  request: { message: IncomingMessage; response: ServerResponse },
) => Promise<void>

/** Opens what signed-in people do with their password: set it, and confirm with it that it is them. */
export function openAccountRoutes(
  { configuration, database }: ServerServices,
  { signIn, limits, recordRefusal }: Parts,
): Record<string, AccountRoute> {
  const send = (response: ServerResponse) =>
    void response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end('{}')

  return {
    async '/account/set-password'(caller, password, { response }) {
      const { userId, sessionId, authenticatedAt } = sessionOf(caller)
      if (!isSignInRecent(authenticatedAt)) return sendSignInError(response, 'REAUTHENTICATE')
      const user = await database.user.findUniqueOrThrow({ where: { id: userId } })
      const problem = await passwordProblem(password, [user.name, user.email])
      if (problem !== null)
        return sendApiError(response, 400, { code: 'INVALID_INPUT', message: problem, field: 'password' })
      const hash = await passwordHash.hash(password)
      const { id: requestId, ip } = currentRequest() ?? {}
      const by = { actor: caller.actor, ip, requestId }
      await change(database, by, tx => setPassword(tx, { userId, sessionId, hash }))
      send(response)
    },

    async '/account/reauthenticate'(caller, password, { message, response }) {
      const { userId, sessionId } = sessionOf(caller)
      const { email } = await database.user.findUniqueOrThrow({ where: { id: userId } })
      const waitSeconds = await limits.count('password', { session: sessionId })
      if (waitSeconds !== null) return sendRateLimited(response, waitSeconds)
      const { headers } = libraryRequest(configuration.LECTERN_ADMIN_URL, message, { path: '/', method: 'GET' })
      const isRight = await signIn.api.verifyPassword({ body: { password }, headers }).then(
        () => true,
        () => false,
      )
      if (!isRight) {
        await recordRefusal({ what: 'SIGN_IN', reason: 'the password is wrong', email })
        return sendSignInError(response, 'INVALID_PASSWORD')
      }
      await limits.reset('password', { session: sessionId })
      await database.session.updateMany({ where: { id: sessionId }, data: { authenticatedAt: new Date() } })
      send(response)
    },
  }
}

function sessionOf({ actor, sessionId, authenticatedAt }: Caller) {
  return { userId: actor.userId!, sessionId: sessionId!, authenticatedAt: authenticatedAt! }
}
