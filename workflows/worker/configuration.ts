import { readSigningKey } from '@lectern/domain/audit/signed-checkpoints'
import { z } from 'zod'
import { readConfiguration } from '../cloud-settings.ts'
import { checkMailSettings, mailSettings } from '../mail/mail-settings.ts'
import { mediaConvertSettings } from '../mediaconvert/client.ts'
import { priceSettings } from '../mediaconvert/price-list.ts'

/** The worker's settings. Memory is bounded by lanes × part size. */
export const workerSettings = {
  ...mediaConvertSettings,
  ...priceSettings,
  ...mailSettings,
  /** The address of the admin, for links in mails. The worker mails nobody without it. */
  LECTERN_ADMIN_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Lanes per sync run: how many files are copied at a time. */
  SYNC_LANES: z.coerce.number().int().min(1).max(64).default(8),
  /** MiB that one lane holds at a time. Larger files are copied in parts. A multiple of Dropbox's 4 MiB block. */
  SYNC_PART_MIB: z.coerce.number().int().min(8).max(512).multipleOf(4).default(8),
  /** Days that Lectern keeps past drafts and object versions without a row before it deletes them permanently. */
  REMOVAL_GRACE_DAYS: z.coerce.number().int().min(1).default(14),
  /** Signs the audit log once a day: an Ed25519 private key in PKCS #8, as base64. */
  LECTERN_AUDIT_KEY: z
    .string()
    .optional()
    .transform((text, context) => {
      try {
        return text === undefined ? null : readSigningKey(text)
      } catch {
        context.addIssue('must be an Ed25519 key in base64 (openssl genpkey -algorithm ed25519 -outform DER | base64)')
        return z.NEVER
      }
    }),
  /** Whether Chromium isolates its processes itself. */
  CHROMIUM_SANDBOX: z.stringbool('must be on or off').default(true),
  /** The ffprobe executable, version 5.1 or newer. */
  FFPROBE: z.string().default('ffprobe'),
}

export type WorkerSettings = z.infer<z.ZodObject<typeof workerSettings>>

export function readWorkerSettings(env: NodeJS.ProcessEnv): WorkerSettings {
  const settings = readConfiguration(workerSettings, env)
  checkMailSettings(settings)
  return settings
}
