import type { Database } from '@lectern/domain/database'
import type { ServerMailer } from '../mail/mailer.ts'

/**
 * Mails a sign-in link to an active person with this address. Does nothing for any other address, so that nobody learns
 * who has an account. Does not wait, because the time would tell it too.
 */
export function mailSignInLink(database: Database, mailer: ServerMailer | null, link: { email: string; url: string }) {
  if (!mailer) return
  const send = async () => {
    const person = await database.user.findFirst({ where: { email: link.email, active: true }, select: { id: true } })
    if (person) await mailer.sendSignInLink(link.email, link.url)
  }
  // The mailer logs its own failures.
  send().catch(() => {})
}
