import type { createApi } from '../api/yoga.ts'
import type { ResolveCaller } from '../access/caller.ts'
import { signInRoute } from '../access/sign-in-routes.ts'
import type { SignIn } from '../access/sign-in.ts'
import { contentSources } from '@lectern/domain/playback/content-origin'
import { dropboxRoutes } from '../dropbox/routes.ts'
import { dropboxHook } from '../dropbox/notification-hook.ts'
import type { eventBridgeHook } from '../transcode/eventbridge-hook.ts'
import type { Handler } from '../listener.ts'
import type { Services } from '../open-services.ts'
import { openAdminFiles } from './files.ts'
import { sendHealth, sendReadiness } from './health.ts'

type Parts = {
  api: ReturnType<typeof createApi>
  resolveCaller: ResolveCaller
  signIn: SignIn
  hook: ReturnType<typeof eventBridgeHook>['hook']
}

/** The admin's origin: sign-in, the whole API, the webhooks, connecting Dropbox, and the admin itself for every other path. */
export async function adminHost(services: Services, { api, resolveCaller, signIn, hook }: Parts): Promise<Handler> {
  const files = await openAdminFiles(contentSources(services.configuration))
  const auth = signInRoute(signIn)
  const { connect, callback } = dropboxRoutes(services, resolveCaller)
  const notificationHook = dropboxHook(services)
  return async (message, response) => {
    const path = (message.url ?? '/').replace(/[?#].*$/s, '')
    if (path === '/graphql') {
      const { authorization, cookie, origin } = message.headers
      const getCaller = () => resolveCaller({ authorization, cookie, origin })
      const resolveAccess = async () => ({
        access: { kind: 'caller' as const, caller: await getCaller() },
        again: getCaller,
      })
      return void (await api(message, response, { resolveAccess }))
    }
    if (path.startsWith('/api/auth/')) return auth(message, response)
    if (path === '/dropbox/connect') return connect(message, response)
    if (path === '/dropbox/callback') return callback(message, response)
    if (path === '/hooks/eventbridge') return hook(message, response)
    if (path === '/hooks/dropbox') return notificationHook(message, response)
    if (path === '/health') return sendHealth(response)
    if (path === '/ready') return sendReadiness(services, response)
    files(path, message, response)
  }
}
