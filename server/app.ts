import { makePartitions } from '@lectern/domain/audit/partitions'
import { publicSchema, schema } from '@lectern/schema/graphql'
import { ErrorCounts } from '@lectern/workflows/system/error-counts'
import { startReporting } from '@lectern/workflows/system/report-process'
import { createCallerResolver } from './access/caller.ts'
import { createRefusalRecorder } from './access/refusals.ts'
import { adminHost } from './admin/host.ts'
import { createAdmission } from './api/admission.ts'
import { readListedDocuments } from './api/listed-documents.ts'
import { openApiLimits } from './api/rate-limits.ts'
import { serveSockets } from './api/sockets.ts'
import { createApi } from './api/yoga.ts'
import type { Configuration } from './configuration.ts'
import { closeListener, createListener, listen } from './listener.ts'
import type { Log } from './log.ts'
import { closeServices, openServices } from './open-services.ts'
import { contentHost } from './playback/content-host.ts'
import { withErrorPage } from './playback/send/error-pages.ts'
import { mailSignInLink } from './sign-in/mail-sign-in-link.ts'
import { openSignIn, signInLinkLifetimeSeconds, signInSecret } from './sign-in/sign-in.ts'
import { eventBridgeHook } from './transcode/eventbridge-hook.ts'

/** A running server. */
export type App = { close(): Promise<void> }

/** The content host closes connections after this time without traffic. */
const contentIdleTimeoutMs = 60_000

/**
 * Opens both origins on the loopback addresses. A proxy in front of the server has the certificates. `errors`: those in
 * its log, which it reports.
 */
export async function openApp(configuration: Configuration, log: Log, errors = new ErrorCounts()): Promise<App> {
  const { LECTERN_SECRET, LECTERN_ADMIN_URL, LECTERN_PORT, LECTERN_CONTENT_PORT } = configuration
  const services = openServices(configuration, log)
  const limits = openApiLimits(configuration)
  const admit = createAdmission(configuration, limits)
  const listed = configuration.LECTERN_LISTED_DOCUMENTS ? await readListedDocuments() : null
  const api = createApi(services, schema, admit, listed)
  const { database, mailer } = services
  const recordRefusal = createRefusalRecorder(database, log)
  const resolveCaller = createCallerResolver(database, signInSecret(LECTERN_SECRET), LECTERN_ADMIN_URL, recordRefusal)
  const signIn = openSignIn(configuration, database, log, {
    linkLifetimeSeconds: signInLinkLifetimeSeconds,
    deliver: link => mailSignInLink(database, mailer, link),
  })
  const { hook, close: closeHook } = eventBridgeHook(services)
  const trustedProxies = configuration.LECTERN_TRUSTED_PROXIES
  const admin = createListener(
    log,
    await adminHost(services, { api, limits, resolveCaller, signIn, recordRefusal, hook }),
    {
      trustedProxies,
    },
  )
  const closeSockets = serveSockets(admin, { api, admit, resolveCaller }, services)
  const contentHandler = withErrorPage(contentHost(services, publicSchema, listed))
  const options = { trustedProxies, timeouts: { idleTimeout: contentIdleTimeoutMs } }
  const content = [createListener(log, contentHandler, options), createListener(log, contentHandler, options)]

  // Events of a month without a partition are kept in the default one. A worker tries again each day.
  makePartitions(services.database).catch(error => log.warn({ err: error }, 'Could not make partitions'))
  await listen(admin, LECTERN_PORT, '127.0.0.1')
  await listen(content[0]!, LECTERN_CONTENT_PORT, '127.0.0.1')
  // On machines with IPv6, `localhost` resolves to this address first.
  await listen(content[1]!, LECTERN_CONTENT_PORT, '::1').catch(error => log.info({ err: error }, 'IPv6 is unavailable'))
  const version = configuration.LECTERN_VERSION
  const stopReporting = startReporting({ ...{ database, log, errors, version }, kind: 'server' })
  return {
    close: async () => {
      await stopReporting()
      // Closes streams first because they do not end by themselves.
      await Promise.all([closeSockets(), services.live.close()])
      await Promise.all([...content, admin].map(server => closeListener(server)))
      closeHook()
      await closeServices(services)
    },
  }
}
