import { z } from 'zod'
import { readConfiguration } from '../cloud-settings.ts'
import { mediaConvertSettings } from '../mediaconvert/client.ts'
import { priceSettings } from '../mediaconvert/price-list.ts'

/** The worker's settings. Memory is bounded by lanes × part size. */
export const workerSettings = {
  ...mediaConvertSettings,
  ...priceSettings,
  /** Lanes per sync run: how many files are copied at a time. */
  SYNC_LANES: z.coerce.number().int().min(1).max(64).default(8),
  /** MiB that one lane holds at a time. Larger files are copied in parts. A multiple of Dropbox's 4 MiB block. */
  SYNC_PART_MIB: z.coerce.number().int().min(8).max(512).multipleOf(4).default(8),
  /** Days that Lectern keeps past drafts and object versions without a row before it deletes them permanently. */
  REMOVAL_GRACE_DAYS: z.coerce.number().int().min(1).default(14),
  /** The ffprobe executable, version 5.1 or newer. */
  FFPROBE: z.string().default('ffprobe'),
}

export type WorkerSettings = z.infer<z.ZodObject<typeof workerSettings>>

export const readWorkerSettings = (env: NodeJS.ProcessEnv): WorkerSettings => readConfiguration(workerSettings, env)
