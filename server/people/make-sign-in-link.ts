import type { Database } from '@lectern/domain/database'
import type { CreateInvitationLink } from '@lectern/schema/services'
import type { SignInSettings } from '../configuration.ts'
import { type Log, openLog } from '../log.ts'
import { hashLinkSecret, openSignIn, signInLinkLifetimeSeconds } from '../sign-in/sign-in.ts'

/** The lifetime of an invitation. The link works once, and can be sent again. */
const invitationLifetimeSeconds = 7 * 24 * 60 * 60

/** Creates a link that signs this person in once, within 24 hours, in any browser. */
export async function makeSignInLink(settings: SignInSettings, database: Database, email: string): Promise<string> {
  const link = { email, lifetimeSeconds: signInLinkLifetimeSeconds, next: '/' }
  return (await makeLink(settings, database, openLog(settings.LOG_LEVEL), link)).url
}

/** Creates a link that accepts an invitation once, within a week, in any browser. */
export async function createInvitationLink(
  settings: SignInSettings,
  database: Database,
  log: Log,
  email: string,
): ReturnType<CreateInvitationLink> {
  // New people may set a password there.
  const link = { email, lifetimeSeconds: invitationLifetimeSeconds, next: '/account' }
  const { url, token } = await makeLink(settings, database, log, link)
  return {
    url,
    hash: hashLinkSecret(token),
    expiresAt: new Date(Date.now() + invitationLifetimeSeconds * 1000),
  }
}

async function makeLink(
  settings: SignInSettings,
  database: Database,
  log: Log,
  { email, lifetimeSeconds, next }: { email: string; lifetimeSeconds: number; next: string },
): Promise<{ url: string; token: string }> {
  const links: { url: string; token: string }[] = []
  const deliver = (link: { url: string; token: string }) => void links.push(link)
  const signIn = openSignIn(settings, database, log, { linkLifetimeSeconds: lifetimeSeconds, deliver })
  await signIn.api.signInMagicLink({ body: { email, callbackURL: next }, headers: new Headers() })
  return links[0]!
}
