import { type Database, openDatabase } from '@lectern/domain/database'
import { type DropboxClient, openDropbox } from '@lectern/workflows/dropbox/client'
import { type ObjectStore, openStore } from '@lectern/workflows/storage/s3'
import { openTemporal } from '@lectern/workflows/temporal'
import type { Client } from '@temporalio/client'
import type { Configuration } from './configuration.ts'
import { type ContentCache, openContentCache } from './playback/send/content-cache.ts'
import { type LiveFeed, openLiveFeed } from './api/live.ts'
import type { Log } from './log.ts'

/** All that a server reaches, each by its own client. Nothing here is state: any number of servers have the same. */
export type Services = {
  configuration: Configuration
  log: Log
  database: Database
  temporal: Client
  store: ObjectStore
  /** The same bucket as the content host reads it. */
  contentCache: ContentCache
  dropbox: DropboxClient
  live: LiveFeed
}

/** Opens the clients. None is waited for: whatever is away makes its calls fail, and `/ready` names it. */
export function openServices(configuration: Configuration, log: Log): Services {
  const database = openDatabase(configuration.DATABASE_URL)
  const temporal = openTemporal(configuration)
  // So that the first click or event does not wait for it.
  temporal.connection.ensureConnected().catch(error => log.warn({ err: error }, 'Temporal is away'))
  return {
    configuration,
    log,
    database,
    temporal,
    store: openStore(configuration),
    contentCache: openContentCache(configuration),
    dropbox: openDropbox(configuration, database),
    live: openLiveFeed(configuration.DATABASE_URL, log),
  }
}

/** Closes them, in reverse. */
export async function closeServices(services: Services): Promise<void> {
  await services.live.close()
  services.contentCache.close()
  services.store.client.destroy()
  await services.database.$disconnect()
  await services.temporal.connection.close()
}
