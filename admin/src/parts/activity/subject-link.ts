import type { AuditEvent } from './audit-event.ts'

/** What of an event decides where it leads. */
export type Linked = Pick<AuditEvent, 'subjectType'> & {
  subject: { __typename: string; id: string; user?: { id: string } | null; token?: { id: string } | null } | null
  package: { slug: string } | null
  environment: EnvironmentOfEvent | null
}

type EnvironmentOfEvent = { slug: string; deletedAt: string | null }

/** The part of a package's page that lists a subject. */
const partOfPackage: Record<string, string> = {
  SyncRun: '?show=activity&list=syncs',
  Publication: '?show=releases',
  Release: '?show=releases',
  Deployment: '?show=releases',
  ScheduledDeployment: '?show=releases',
  VerificationRun: '?show=releases',
  PageComparison: '?show=changes&as=looks',
}

/** The part of an environment's page that shows a subject. */
const partOfEnvironment: Record<string, string> = { Environment: '', ViewerToken: '?show=access' }

/** Pages of subjects that are not objects of their own. */
const pages: Record<string, string> = {
  Budget: '/budget',
  Cleanup: '/system',
  CleanupDryRun: '/system',
  DropboxConnection: '/dropbox',
  Invitation: '/people',
}

/** Returns the address of the page that shows the subject of an event. Null when there is none, or it is gone. */
export function subjectLink({ subjectType, subject, package: pkg, environment }: Linked): string | null {
  const part = partOfEnvironment[subjectType]
  if (environment && part !== undefined) return environmentLink(environment, part)
  if (pkg) return `/packages/${pkg.slug}${partOfPackage[subjectType] ?? ''}`
  if (subject?.__typename === 'Grant') return holderLink(subject)
  if (subject?.__typename === 'User') return `/people/${subject.id}`
  if (subject?.__typename === 'ApiToken') return `/tokens/${subject.id}`
  if (subject?.__typename === 'Webhook') return `/webhooks/${subject.id}`
  return pages[subjectType] ?? null
}

/** Returns the address of an environment, or of a part of its page. Null after it was deleted. */
export const environmentLink = ({ slug, deletedAt }: EnvironmentOfEvent, part = ''): string | null =>
  deletedAt ? null : `/environments/${slug}${part}`

/** Returns the address of the person or token of an actor or a grant. */
export function holderLink({ user, token }: { user?: { id: string } | null; token?: { id: string } | null }) {
  if (user) return `/people/${user.id}`
  return token ? `/tokens/${token.id}` : null
}
