import { createTransport } from 'nodemailer'
import { compose, type Message } from './compose.ts'
import type { MailSettings } from './mail-settings.ts'

/** How long a step of the conversation with the mail server may take. People wait for invitations. */
const timeoutMs = 10_000

/** So many mails to several people are sent at a time, each by a connection of its own. */
const batchSize = 5

type Log = { warn(fields: object, message: string): void }

/** Sends mails to the configured mail server. */
export type MailClient = {
  /** Returns false if the mail server did not accept the mail. */
  send(message: Message): Promise<boolean>
  /** Sends a mail to each of several people, and returns how many the mail server accepted. */
  sendToEach(recipients: string[], message: Omit<Message, 'to'>): Promise<number>
}

/**
 * Opens the mail client, or returns null if no mail server is configured. Each mail opens a connection of its own. The log
 * says that a mail could not be sent, and never to whom or what: its link is a secret.
 */
export function openMailClient({ SMTP_URL, SMTP_FROM }: MailSettings, log: Log): MailClient | null {
  if (SMTP_URL === undefined || SMTP_FROM === undefined) return null
  const limits = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs }
  const transport = createTransport({ url: SMTP_URL, ...limits, disableFileAccess: true, disableUrlAccess: true })

  async function send(message: Message): Promise<boolean> {
    try {
      await transport.sendMail({ from: SMTP_FROM, to: message.to, subject: message.subject, ...compose(message) })
      return true
    } catch (error) {
      // The message of the error may repeat the address.
      const { code, responseCode } = error as { code?: string; responseCode?: number }
      log.warn({ code, responseCode }, 'A mail could not be sent')
      return false
    }
  }

  return {
    send,
    async sendToEach(recipients, message) {
      let accepted = 0
      for (let first = 0; first < recipients.length; first += batchSize) {
        const batch = recipients.slice(first, first + batchSize)
        const results = await Promise.all(batch.map(to => send({ to, ...message })))
        accepted += results.filter(Boolean).length
      }
      return accepted
    },
  }
}
