import type { Mailer } from '@lectern/schema/services'
import { openMailClient } from '@lectern/workflows/mail/mail-client'
import type { MailSettings } from '@lectern/workflows/mail/mail-settings'
import type { Log } from '../log.ts'

/** Sends sign-in links in addition to the mails of the API's commands. */
export type ServerMailer = Mailer & { sendSignInLink(to: string, url: string): Promise<boolean> }

/** Opens the mailer, or returns null if no mail server is configured. */
export function openMailer(settings: MailSettings, log: Log): ServerMailer | null {
  const client = openMailClient(settings, log)
  if (!client) return null
  const { send, sendToEach } = client
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
      await sendToEach(recipients, message)
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
