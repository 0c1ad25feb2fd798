import type { Mailer } from '@lectern/schema/services'
import { createTransport } from 'nodemailer'
import type { MailSettings } from '../configuration.ts'
import type { Log } from '../log.ts'
import { compose, type Message } from './compose.ts'

/** Sends sign-in links in addition to the mails of the API's commands. */
export type ServerMailer = Mailer & { sendSignInLink(to: string, url: string): Promise<boolean> }

/** How long a step of the conversation with the mail server may take. People wait for invitations. */
const timeoutMs = 10_000

/** So many mails to several people are sent at a time, each by a connection of its own. */
const batchSize = 5

/**
 * Opens the mailer, or returns null if no mail server is configured. Each mail opens a connection of its own. The log
 * says that a mail could not be sent, and never to whom or what: its link is a secret.
 */
export function openMailer({ SMTP_URL, SMTP_FROM }: MailSettings, log: Log): ServerMailer | null {
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
    sendInvitation: ({ to, name, invitedBy, url }) =>
      send({
        to,
        subject: `${invitedBy} invites you to Lectern`,
        paragraphs: [`Hello ${name},`, `${invitedBy} invites you to Lectern. Open this link to accept:`],
        link: { label: 'Accept the invitation', url },
        footnote: 'The link works once, within a week. If you do not know the sender, ignore this mail.',
      }),
    async sendPublicationRequest({ recipients, requestedBy, title, environment, notes, url }) {
      const message = {
        subject: `${requestedBy} asks you to publish "${title}" to ${environment}`,
        paragraphs: [
          `${requestedBy} asks you to publish "${title}" to ${environment}.`,
          ...(notes ? [notes] : []),
          'Open the package to review and publish it:',
        ],
        link: { label: 'Review and publish', url },
        footnote: 'You get this mail because you may publish there, as may others.',
      }
      for (let first = 0; first < recipients.length; first += batchSize)
        await Promise.all(recipients.slice(first, first + batchSize).map(to => send({ to, ...message })))
    },
    sendSignInLink: (to, url) =>
      send({
        to,
        subject: 'Sign in to Lectern',
        paragraphs: ['Open this link to sign in to Lectern:'],
        link: { label: 'Sign in', url },
        footnote: 'The link works once, within 24 hours. If you did not ask for it, ignore this mail.',
      }),
  }
}
