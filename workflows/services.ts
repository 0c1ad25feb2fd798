import type { KeyObject } from 'node:crypto'
import type { Database } from '@lectern/domain/database'
import type { EncodingSettings } from '@lectern/domain/transcode/encoding-settings'
import type { Client } from '@temporalio/client'
import type { Logger } from 'pino'
import type { ChromiumSettings } from './comparisons/chromium.ts'
import type { DropboxClient } from './dropbox/client.ts'
import type { ByteBudget } from './limits/byte-budget.ts'
import type { PartBuffers } from './limits/part-buffers.ts'
import type { ReaderThreads } from './limits/reader-threads.ts'
import type { Recorder } from './limits/recorder.ts'
import type { MailClient } from './mail/mail-client.ts'
import type { MediaConvert } from './mediaconvert/client.ts'
import type { Prices } from './mediaconvert/price-list.ts'
import type { Outbound } from './outbound/outbound.ts'
import type { ObjectStore } from './storage/s3.ts'

/** The services and settings that activities use. */
export type Services = {
  database: Database
  store: ObjectStore
  dropbox: DropboxClient
  mediaConvert: MediaConvert
  /** MediaConvert's prices. */
  prices: Prices
  /** How videos of current drafts are encoded. */
  encodingSettings: EncodingSettings
  /** Sends mails. Null: no mail server is configured. */
  mail: MailClient | null
  /** The address of the admin, without a slash at its end, for links in mails. Null: unknown, so nobody is mailed. */
  adminUrl: string | null
  /** The client for addresses that people entered. */
  outbound: Outbound
  /** LECTERN_SECRET: seals the secrets of webhooks. */
  secret: string
  temporal: Client
  log: Logger
  /** The maximum number of lanes of a sync run. */
  maxLanes: number
  /** The size of a part: what one lane holds in memory at a time. A multiple of Dropbox's 4 MiB block. */
  partBytes: number
  /** Limits what all lanes of this process hold together. */
  byteBudget: ByteBudget
  /** Reusable buffers for parts. */
  partBuffers: PartBuffers
  /** Threads for everything that reads an author's bytes, except containers of videos. */
  readerThreads: ReaderThreads
  /** Threads for containers of videos, which are read from S3. */
  containerThreads: ReaderThreads
  /** Records the outcomes of items, for all lanes of this process. */
  recorder: Recorder
  /** How many days Lectern keeps what is unreferenced. */
  graceDays: number
  /** Signs the audit log. Null: it is not signed. */
  auditKey: KeyObject | null
  /** The browser for pictures of pages. Null: this worker takes none. */
  chromium: ChromiumSettings | null
  /** The ffprobe executable. */
  ffprobePath: string
  /** The player's files as they appear in packages, by name. */
  playerFiles: { name: string; bytes: Buffer }[]
}
