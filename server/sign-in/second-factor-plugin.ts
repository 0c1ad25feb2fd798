import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins/two-factor'

/** Where an authenticator app says that its code is from. */
const issuer = 'Lectern'

/** The library's routes that begin a session without a second factor. `/callback/:id` ends a sign-in by OIDC. */
const signInPaths = ['/sign-in/email', '/magic-link/verify', '/callback/:id']

/** The page of the admin that asks for the code, after a sign-in by OIDC has led the browser away. */
export const codePage = (next: string): string => `/?${new URLSearchParams({ step: 'code', next })}`

/** What a hook of the library gets after an endpoint, and what it returns: a response that replaces the endpoint's. */
type AfterEndpoint = { path?: string; context: { returned?: unknown } }
type HookResult = { headers?: Headers | null; response?: unknown }
type AfterHook = { matcher: (context: AfterEndpoint) => boolean; handler: (context: never) => Promise<HookResult> }

/**
 * The library's second factor: codes of an authenticator app, and recovery codes. The library asks for it only after a
 * password; here every way to sign in does. Browsers are never trusted to skip it.
 */
export function secondFactorPlugin() {
  const plugin = twoFactor({ issuer, allowPasswordless: true, trustDeviceMaxAge: 0 })
  const [{ handler: askForCode }] = plugin.hooks.after as unknown as [AfterHook]
  const after: AfterHook = {
    matcher: ({ path }) => path !== undefined && signInPaths.includes(path),
    async handler(context: AfterEndpoint) {
      const location = locationOf(context.context.returned)
      const result = await askForCode(context as never)
      if (result.response === undefined || context.path !== '/callback/:id') return result
      // The browser came from the provider, and needs a page.
      const headers = new Headers(result.headers ?? undefined)
      headers.set('location', codePage(location))
      return { headers, response: new APIError('FOUND', undefined, headers) }
    },
  }
  return { ...plugin, hooks: { after: [after as unknown as (typeof plugin.hooks.after)[number]] } }
}

/** The path that a redirect leads to. */
function locationOf(returned: unknown): string {
  const { headers } = (returned ?? {}) as { headers?: HeadersInit }
  const { pathname, search } = new URL(new Headers(headers).get('location') ?? '/', 'http://localhost')
  return pathname + search
}
