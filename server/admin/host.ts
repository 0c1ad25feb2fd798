import type { createApi } from '../api/yoga.ts'
import type { Callers } from '../auth/caller.ts'
import { signInRoute } from '../auth/route.ts'
import type { SignIn } from '../auth/sign-in.ts'
import { contentSources } from '../content/base.ts'
import { dropboxRoutes } from '../dropbox-connect/route.ts'
import { dropboxHook } from '../hooks/dropbox.ts'
import type { eventBridgeHook } from '../hooks/eventbridge.ts'
import type { Handler } from '../listener.ts'
import type { World } from '../world.ts'
import { openAdminFiles } from './files.ts'
import { sendHealth, sendReadiness } from './health.ts'

type Parts = {
  api: ReturnType<typeof createApi>
  callers: Callers
  signIn: SignIn
  hook: ReturnType<typeof eventBridgeHook>['hook']
}

/** The admin's origin: sign-in, the whole API, the webhooks, connecting Dropbox, and the admin itself for every other path. */
export async function adminHost(world: World, { api, callers, signIn, hook }: Parts): Promise<Handler> {
  const files = await openAdminFiles(contentSources(world.configuration))
  const auth = signInRoute(signIn)
  const { connect, callback } = dropboxRoutes(world, callers)
  const notified = dropboxHook(world)
  return async (message, response) => {
    const path = (message.url ?? '/').replace(/[?#].*$/s, '')
    if (path === '/graphql') {
      const { authorization, cookie, origin } = message.headers
      const who = () => callers({ authorization, cookie, origin })
      const enter = async () => ({ access: { kind: 'caller' as const, caller: await who() }, again: who })
      return void (await api(message, response, { enter }))
    }
    if (path.startsWith('/api/auth/')) return auth(message, response)
    if (path === '/dropbox/connect') return connect(message, response)
    if (path === '/dropbox/callback') return callback(message, response)
    if (path === '/hooks/eventbridge') return hook(message, response)
    if (path === '/hooks/dropbox') return notified(message, response)
    if (path === '/health') return sendHealth(response)
    if (path === '/ready') return sendReadiness(world, response)
    files(path, message, response)
  }
}
