import type { AuditEvent, Database } from '@lectern/domain/database'
import type { contentOrigin } from '@lectern/domain/playback/content-origin'
import type { EncodingSettings } from '@lectern/domain/transcode/encoding-settings'
import type { DropboxClient } from '@lectern/workflows/dropbox/client'
import type { ReaderThreads } from '@lectern/workflows/limits/reader-threads'
import type { Prices } from '@lectern/workflows/mediaconvert/price-list'
import type { AddressRange } from '@lectern/workflows/outbound/address-ranges'
import type { ObjectStore } from '@lectern/workflows/storage/s3'
import type { Client } from '@temporalio/client'
import type { Logger } from 'pino'

/** A page of new audit events. `isLast`: there are no more. */
export type NewEvents = { events: AuditEvent[]; isLast: boolean }

/**
 * Reports changes of packages. `watchPackage` yields at once, and then when part of the package may have changed. It
 * yields at most four times a second and never misses the last change. It also yields when `wakeSource` wakes it. It ends when `signal` is aborted.
 */
export interface Live {
  watchPackage(packageId: string, signal: AbortSignal, wakeSource?: WakeSource): AsyncIterable<void>
  /** The same for the deliveries of a webhook. */
  watchWebhook(webhookId: string, signal: AbortSignal, wakeSource?: WakeSource): AsyncIterable<void>
  /** The same for the audit log: yields at once, and then when there may be new events. */
  watchAuditLog(signal: AbortSignal, wakeSource?: WakeSource): AsyncIterable<void>
  /** Returns the first events after a sequence. All who ask after the same one share one read. */
  newEvents(after: bigint): Promise<NewEvents>
  /**
   * Reads part of a package. All who ask for the same name after the same change share one read, so it must not depend on
   * the caller, and nobody may change its result.
   */
  readShared<T>(packageId: string, name: string, read: () => Promise<T>): Promise<T>
}

/** Calls `wake` for a reason of its own, until the function that it returns is called. */
export type WakeSource = (wake: () => void) => () => void

/**
 * Creates a one-time link that accepts an invitation to this address. `hash`: of the secret in `url`; the invitation keeps
 * it.
 */
export type CreateInvitationLink = (email: string) => Promise<{ url: string; hash: string; expiresAt: Date }>

/** A mail that asks people to publish a package to an environment. `url`: the package in the admin. */
export type PublicationRequestMail = {
  recipients: string[]
  requestedBy: string
  title: string
  environment: string
  notes: string | null
  url: string
}

/** Sends mails. A function for one person returns false if the mail server did not accept the mail. */
export type Mailer = {
  sendInvitation(mail: { to: string; name: string; invitedBy: string; url: string }): Promise<boolean>
  /** Sends a mail to each of several people. */
  sendPublicationRequest(mail: PublicationRequestMail): Promise<void>
}

/** The settings that queries and commands use. */
export type Settings = {
  /** LECTERN_SECRET: seals the secrets of viewers and webhooks. */
  secret: string
  /** The address of the admin, without a slash at its end. */
  adminUrl: string
  /** The addresses of the content host. */
  content: Parameters<typeof contentOrigin>[0]
  /** The private addresses that webhooks may lead to. */
  privateRanges: AddressRange[]
  /** How videos of current drafts are encoded. */
  encodingSettings: EncodingSettings
  /** Whether CHROMIUM is set, so that workers can take pictures of pages. */
  comparesPages: boolean
  /** The address of the Temporal UI. */
  temporalUi: string | null
  /** LECTERN_VERSION of this server. */
  version: string
  /** The price list that estimates use. */
  prices: Prices
}

/** The services that queries and commands use. The server opens them once; none of them keeps state. */
export type Services = {
  database: Database
  store: ObjectStore
  dropbox: DropboxClient
  temporal: Client
  live: Live
  createInvitationLink: CreateInvitationLink
  /** Null where no mail server is configured. */
  mailer: Mailer | null
  log: Logger
  /** Threads for what reads an author's bytes. */
  readerThreads: ReaderThreads
  settings: Settings
}
