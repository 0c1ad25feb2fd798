import { openDatabase } from '@lectern/domain/database'
import { profile } from '@lectern/domain/transcode/encoding-settings'
import type { Services, Settings } from '@lectern/schema/services'
import { openDropbox } from '@lectern/workflows/dropbox/client'
import { ReaderThreads } from '@lectern/workflows/limits/reader-threads'
import { openStore } from '@lectern/workflows/storage/s3'
import { openTemporal } from '@lectern/workflows/temporal'
import type { Configuration } from './configuration.ts'
import { type LiveFeed, openLiveFeed } from './live/live-feed.ts'
import type { Log } from './log.ts'
import { openMailer, type ServerMailer } from './mail/mailer.ts'
import { createInvitationLink } from './people/make-sign-in-link.ts'
import { type ContentCache, openContentCache } from './playback/send/content-cache.ts'

/** The services of a server process. They hold no state, so all processes are equal. */
export type ServerServices = Services & {
  configuration: Configuration
  /** The bucket as the content host reads it. Small files come from memory. */
  contentCache: ContentCache
  live: LiveFeed
  mailer: ServerMailer | null
}

/** Opens the clients without waiting for them. Calls to an unreachable service fail, and `/ready` names it. */
export function openServices(configuration: Configuration, log: Log): ServerServices {
  const database = openDatabase(configuration.DATABASE_URL)
  const temporal = openTemporal(configuration)
  // Connects now so that the first click or event does not wait.
  temporal.connection.ensureConnected().catch(error => log.warn({ err: error }, 'Temporal is unreachable'))
  return {
    configuration,
    log,
    database,
    temporal,
    store: openStore(configuration),
    contentCache: openContentCache(configuration),
    dropbox: openDropbox(configuration, database),
    live: openLiveFeed(configuration.DATABASE_URL, database, log),
    mailer: openMailer(configuration, log),
    createInvitationLink: email => createInvitationLink(configuration, database, log, email),
    // The only reader here compares texts, one pair at a time.
    readerThreads: new ReaderThreads({ maxThreads: 1 }),
    settings: settingsOf(configuration),
  }
}

const settingsOf = (configuration: Configuration): Settings => ({
  secret: configuration.LECTERN_SECRET,
  privateRanges: configuration.LECTERN_WEBHOOK_PRIVATE,
  comparesPages: configuration.CHROMIUM !== undefined,
  temporalUi: configuration.TEMPORAL_UI_URL ?? null,
  version: configuration.LECTERN_VERSION,
  adminUrl: configuration.LECTERN_ADMIN_URL,
  content: configuration,
  encodingSettings: { profile, timeZone: configuration.LECTERN_TIME_ZONE },
  prices: configuration.MEDIACONVERT_PRICES,
})

/** Closes the services in reverse order. */
export async function closeServices(services: ServerServices): Promise<void> {
  await services.live.close()
  await services.readerThreads.close()
  services.contentCache.close()
  services.store.client.destroy()
  await services.database.$disconnect()
  await services.temporal.connection.close()
}
