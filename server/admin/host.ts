import { contentSources } from '@lectern/domain/playback/content-origin'
import type { ResolveCaller } from '../access/caller.ts'
import type { RecordRefusal } from '../access/refusals.ts'
import type { ApiLimits } from '../api/rate-limits.ts'
import type { createApi } from '../api/yoga.ts'
import { downloadExport, exportPath } from '../audit/download.ts'
import { dropboxHook } from '../dropbox/notification-hook.ts'
import { dropboxRoutes } from '../dropbox/routes.ts'
import { openHealthRoutes } from '../health.ts'
import type { Handler } from '../listener.ts'
import type { ServerServices } from '../open-services.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import { signInRoutes } from '../sign-in/sign-in-routes.ts'
import type { eventBridgeHook } from '../transcode/eventbridge-hook.ts'
import { openApiRoute } from './api-route.ts'
import { openAdminFiles } from './files.ts'

type Parts = {
  api: ReturnType<typeof createApi>
  limits: ApiLimits
  resolveCaller: ResolveCaller
  signIn: SignIn
  recordRefusal: RecordRefusal
  hook: ReturnType<typeof eventBridgeHook>['hook']
}

/**
 * Serves the admin's origin: sign-in, the whole API, webhooks, connecting Dropbox, and the admin for all other paths.
 */
export async function adminHost(
  services: ServerServices,
  { api, limits, resolveCaller, signIn, recordRefusal, hook }: Parts,
): Promise<Handler> {
  const files = await openAdminFiles(contentSources(services.configuration))
  const serveApi = await openApiRoute(services, { api, limits, resolveCaller })
  const auth = signInRoutes(services, { signIn, resolveCaller, recordRefusal })
  const { connect, callback } = dropboxRoutes(services, resolveCaller)
  const notificationHook = dropboxHook(services)
  const serveHealth = openHealthRoutes(services)
  return async (message, response) => {
    const path = (message.url ?? '/').replace(/[?#].*$/s, '')
    if (await serveApi(path, message, response)) return
    if (path.startsWith(exportPath)) return downloadExport(services, path, message, response)
    if (path.startsWith('/api/auth/')) return auth(message, response)
    if (path === '/dropbox/connect') return connect(message, response)
    if (path === '/dropbox/callback') return callback(message, response)
    if (path === '/hooks/eventbridge') return hook(message, response)
    if (path === '/hooks/dropbox') return notificationHook(message, response)
    if (serveHealth(path, response)) return
    files(path, message, response)
  }
}
