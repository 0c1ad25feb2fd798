import { z } from 'zod'
import { ConfigurationError } from '../cloud-settings.ts'

/** The mail server. Without it, links are shown to the people who make them, and nobody is mailed. */
export const mailSettings = {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the start. */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be an address such as smtp://user:password@host:587' })
    .optional(),
  /** The sender, such as `Lectern <lectern@example.org>`. */
  SMTP_FROM: z
    .string()
    .regex(/^[^\r\n]*[^\s<@]+@[^\s>@]+>?$/, 'must be an address such as Lectern <lectern@example.org>')
    .optional(),
}

export type MailSettings = z.infer<z.ZodObject<typeof mailSettings>>

/** @throws ConfigurationError if only one of them is set */
export function checkMailSettings({ SMTP_URL, SMTP_FROM }: MailSettings): void {
  if ((SMTP_URL === undefined) !== (SMTP_FROM === undefined))
    throw new ConfigurationError('SMTP_URL and SMTP_FROM: set both, or neither')
}
