import type { IncomingMessage, ServerResponse } from 'node:http'
import { endReplacedSession } from '@lectern/domain/access/people'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { ResolveCaller } from '../access/caller.ts'
import type { RecordRefusal } from '../access/refusals.ts'
import { sessionToken } from '../access/session-cookie.ts'
import { sendApiError, sendRateLimited } from '../api-error.ts'
import type { Handler } from '../listener.ts'
import type { ServerServices } from '../open-services.ts'
import { type AccountRoute, openAccountRoutes } from './account-routes.ts'
import { type CountedBy, openAttemptLimits } from './attempt-limits.ts'
import { openKnownDevices } from './known-device.ts'
import { isSessionCookie, libraryError, libraryPath, libraryRequest } from './library-request.ts'
import { type LibraryRoute, libraryRoutes, next, password } from './library-routes.ts'
import { oidcProvider } from './oidc.ts'
import { readJson } from './read-json.ts'
import { codePage } from './second-factor-plugin.ts'
import { hashLinkSecret, type SignIn, signInSecret } from './sign-in.ts'
import { refusalReason, sendSignInError } from './sign-in-errors.ts'
import { sendSignInPage } from './sign-in-page.ts'

type Parts = { signIn: SignIn; resolveCaller: ResolveCaller; recordRefusal: RecordRefusal }

/** Answers `/api/auth/…`. Returns 404 for routes of the library that are not open. */
export function signInRoutes(services: ServerServices, { signIn, resolveCaller, recordRefusal }: Parts): Handler {
  const { configuration, database, mailer } = services
  const { LECTERN_ADMIN_URL: adminOrigin, LECTERN_SECRET } = configuration
  const limits = openAttemptLimits(database)
  const devices = openKnownDevices(configuration)
  const secret = signInSecret(LECTERN_SECRET)
  const accountRoutes = openAccountRoutes(services, { signIn, limits, recordRefusal })

  /** Sends the result of a sign-in. `answer` is sent as JSON if it succeeded. */
  async function sendResult(
    message: IncomingMessage,
    response: ServerResponse,
    { library, answer, email }: { library: Response; answer: () => Promise<object> | object; email?: string },
  ): Promise<void> {
    const error = await libraryError(library)
    if (error !== null) {
      const reason = refusalReason(error)
      if (reason) await recordRefusal({ what: 'SIGN_IN', reason, email })
      return sendSignInError(response, error, Number(library.headers.get('x-retry-after') ?? 10))
    }
    const cookies = await cookiesOf(library, message)
    const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
    response
      .writeHead(200, { ...headers, ...(cookies.length > 0 && { 'set-cookie': cookies }) })
      .end(JSON.stringify(await answer()))
  }

  /**
   * The cookies of an answer of the library. If one is a session's, ends the session that this browser had, whose cookie the
   * new one replaces, and makes the browser a known device of the account.
   */
  async function cookiesOf(library: Response, { headers }: IncomingMessage): Promise<string[]> {
    const cookies = library.headers.getSetCookie()
    const newToken = sessionToken(cookies.find(isSessionCookie), secret)
    if (newToken === null) return cookies
    const select = { userId: true, user: { select: { email: true } } }
    const session = await database.session.findUnique({ where: { token: newToken }, select })
    if (!session) return cookies
    const token = sessionToken(headers.cookie, secret)
    if (token !== null && token !== newToken)
      await change(database, systemActor, tx => endReplacedSession(tx, token, session.userId))
    return [...cookies, devices.cookieFor(session.user.email)]
  }

  /** What an attempt on an account counts by. */
  function countedByOf({ headers }: IncomingMessage, account: string): CountedBy {
    const device = devices.find(headers.cookie, account)
    return device === null ? { account } : { device }
  }

  async function openLink(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = new URL(message.url ?? '/', adminOrigin).searchParams
    if (message.method === 'GET' || message.method === 'HEAD') {
      const identifier = `magic-link:${hashLinkSecret(query.get('token') ?? '')}`
      const link = await database.verification.findFirst({ where: { identifier, expiresAt: { gt: new Date() } } })
      return sendSignInPage(response, link !== null)
    }
    const body = await readJson(message, response, adminOrigin)
    if (!body) return
    const token = typeof body.token === 'string' ? body.token : (query.get('token') ?? '')
    const request = libraryRequest(adminOrigin, message, {
      path: '/magic-link/verify',
      method: 'GET',
      query: { token },
    })
    const library = await signIn.handler(request)
    const answer = async () => afterSignIn(await library.json(), next.parse(query.get('callbackURL')))
    await sendResult(message, response, { library, answer })
  }

  /** Ends a sign-in by OpenID Connect: the provider sends the browser back here. */
  async function returnFromProvider(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (message.method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end()
    const query = Object.fromEntries(new URL(message.url ?? '/', adminOrigin).searchParams)
    const request = libraryRequest(adminOrigin, message, { path: `/callback/${oidcProvider}`, method: 'GET', query })
    const library = await signIn.handler(request)
    const error = await libraryError(library)
    if (error !== null)
      await recordRefusal({ what: 'SIGN_IN', reason: `the sign-in service answered ${error.slice(0, 60)}` })
    const cookies = await cookiesOf(library, message)
    const location = library.headers.get('location') ?? `/?${new URLSearchParams({ error: error ?? 'failed' })}`
    response.writeHead(302, { location, 'set-cookie': cookies, 'cache-control': 'no-store' }).end()
  }

  async function post(
    path: string,
    route: LibraryRoute,
    message: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const json = await readJson(message, response, adminOrigin)
    if (!json) return
    const parsed = route.body.safeParse(json)
    if (!parsed.success)
      return sendApiError(response, 400, { code: 'BAD_REQUEST', message: 'A field is missing or too long. Check it.' })
    const account = typeof parsed.data.email === 'string' ? parsed.data.email : undefined
    const countedBy = account && countedByOf(message, account)
    const waitSeconds = route.limit && countedBy ? await limits.count(route.limit, countedBy) : null
    if (waitSeconds !== null) {
      await recordRefusal({ what: 'SIGN_IN', reason: 'there were too many attempts', email: account })
      return sendRateLimited(response, waitSeconds)
    }
    const library = await signIn.handler(
      libraryRequest(adminOrigin, message, { path, method: 'POST', body: parsed.data }),
    )
    if (route.limit === 'password' && countedBy && library.ok) await limits.reset('password', countedBy)
    const answer = async () => (route.answer ?? afterSignIn)(await library.json())
    await sendResult(message, response, { library, answer, email: account })
  }

  async function useAccount(route: AccountRoute, message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(message, response, adminOrigin)
    if (!body) return
    const { cookie, origin } = message.headers
    const caller = await resolveCaller({ cookie, origin })
    if (!caller) return sendSignInError(response, 'UNAUTHORIZED')
    await route(caller, password.catch('').parse(body.password), { message, response })
  }

  /** Which ways to sign in there are in addition to a password. */
  function sendMethods(response: ServerResponse): void {
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
    const oidc = configuration.OIDC_ISSUER === undefined ? null : configuration.OIDC_NAME
    response.writeHead(200, headers).end(JSON.stringify({ link: mailer !== null, oidc }))
  }

  return async (message, response) => {
    const path = new URL(message.url ?? '/', adminOrigin).pathname.slice(libraryPath.length)
    response.setHeader('referrer-policy', 'no-referrer')
    if (path === '/magic-link/verify') return openLink(message, response)
    if (path === '/methods' && message.method === 'GET') return sendMethods(response)
    if (path === `/callback/${oidcProvider}`) return returnFromProvider(message, response)
    const accountRoute = Object.hasOwn(accountRoutes, path) ? accountRoutes[path] : undefined
    if (accountRoute) return useAccount(accountRoute, message, response)
    const route = Object.hasOwn(libraryRoutes, path) ? libraryRoutes[path] : undefined
    if (!route) return void response.writeHead(404).end()
    await post(path, route, message, response)
  }
}

/** What a page does after a sign-in: asks for the second factor, or opens `next`. */
function afterSignIn({ twoFactorRedirect }: { twoFactorRedirect?: unknown }, page = '/'): object {
  if (!twoFactorRedirect) return { needsSecondFactor: false, next: page }
  return { needsSecondFactor: true, next: codePage(page) }
}
