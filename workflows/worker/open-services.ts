import { createRequire } from 'node:module'
import { openDatabase } from '@lectern/domain/database'
import { profile } from '@lectern/domain/transcode/encoding-settings'
import type { Logger } from 'pino'
import type { ChromiumSettings } from '../comparisons/chromium.ts'
import { openDropbox } from '../dropbox/client.ts'
import { ByteBudget } from '../limits/byte-budget.ts'
import { PartBuffers } from '../limits/part-buffers.ts'
import { Recorder } from '../limits/recorder.ts'
import { openMailClient } from '../mail/mail-client.ts'
import { openMediaConvert } from '../mediaconvert/client.ts'
import { openOutbound } from '../outbound/outbound.ts'
import type { Services } from '../services.ts'
import { openStore } from '../storage/s3.ts'
import { openTemporal } from '../temporal.ts'
import type { WorkerSettings } from './configuration.ts'
import type { Threads } from './open-threads.ts'
import { readPlayerFiles } from './player-files.ts'

/**
 * Opens the services that activities use, each at its configured address. `chromium`: the browser, if it starts. `close` closes them in reverse order, but not
 * the threads.
 */
export async function openServices(
  settings: WorkerSettings,
  log: Logger,
  threads: Threads,
  chromium: ChromiumSettings | null = null,
): Promise<Services & { close(): Promise<void> }> {
  const database = openDatabase(settings.DATABASE_URL, 20)
  const store = openStore(settings)
  const mediaConvert = openMediaConvert(settings)
  const temporal = openTemporal(settings)
  const close = async () => {
    await temporal.connection.close()
    mediaConvert.client.destroy()
    store.client.destroy()
    await database.$disconnect()
  }
  return {
    database,
    store,
    dropbox: openDropbox(settings, database),
    mediaConvert,
    prices: settings.MEDIACONVERT_PRICES,
    encodingSettings: { profile, timeZone: settings.LECTERN_TIME_ZONE },
    mail: openMailClient(settings, log),
    adminUrl: settings.LECTERN_ADMIN_URL?.replace(/\/$/, '') ?? null,
    outbound: openOutbound({ ranges: settings.LECTERN_WEBHOOK_PRIVATE }),
    secret: settings.LECTERN_SECRET,
    temporal,
    log,
    maxLanes: settings.SYNC_LANES,
    partBytes: settings.SYNC_PART_MIB * 1024 ** 2,
    byteBudget: new ByteBudget(settings.SYNC_LANES * settings.SYNC_PART_MIB * 1024 ** 2),
    partBuffers: new PartBuffers(settings.SYNC_PART_MIB * 1024 ** 2),
    ...threads,
    recorder: new Recorder(database),
    graceDays: settings.REMOVAL_GRACE_DAYS,
    auditKey: settings.LECTERN_AUDIT_KEY,
    chromium,
    ffprobePath: settings.FFPROBE,
    playerFiles: await readPlayerFiles(createRequire(import.meta.url).resolve('@lectern/player/package.json')),
    close,
  }
}
