import type { EncodingSettings } from '@lectern/domain/transcode/budget'
import type { Database } from '@lectern/domain/database'
import type { Client } from '@temporalio/client'
import type { Logger } from 'pino'
import type { DropboxClient } from './dropbox/client.ts'
import type { MediaConvert } from './mediaconvert/client.ts'
import type { Prices } from './mediaconvert/price-list.ts'
import type { ObjectStore } from './storage/s3.ts'
import type { ByteBudget } from './limits/byte-budget.ts'
import type { PartBuffers } from './limits/part-buffers.ts'
import type { Recorder } from './limits/recorder.ts'

/** The world, as activities get it. */
export type Services = {
  database: Database
  store: ObjectStore
  dropbox: DropboxClient
  mediaConvert: MediaConvert
  /** What MediaConvert costs. */
  prices: Prices
  /** How streams are made of present drafts. */
  encodingSettings: EncodingSettings
  temporal: Client
  log: Logger
  /** How many lanes a synchronisation has at most. */
  maxLanes: number
  /** Bytes of a part: what one lane holds in memory at a time; a multiple of Dropbox's block of 4 MiB. */
  partBytes: number
  /** What all lanes of this process may hold together. */
  byteBudget: ByteBudget
  /** Buffers for parts, lent and used again. */
  partBuffers: PartBuffers
  /** Writes what becomes of items, for all lanes of this process. */
  recorder: Recorder
  /** For so many days what nothing refers to any more is kept all the same. */
  graceDays: number
  /** The ffprobe executable. */
  ffprobePath: string
  /** The player's files as they stand in packages, by name. */
  playerFiles: { name: string; bytes: Buffer }[]
}
