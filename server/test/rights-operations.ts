/** The operations of the matrix of rights: every field of Query, Mutation, and Subscription, and every type of node. */
import type { Permission } from '@lectern/domain/access/permissions'
import type { Removable, RightsWorld } from './rights-world.ts'

/** What an operation acts on. `everywhere`: on nothing in particular, so that only a grant everywhere covers it. `anywhere`: any grant does. */
export type Target = 'package' | 'environment' | 'both' | 'everywhere' | 'anywhere'

/**
 * One operation. `field`: its selection; a mutation passes the check of rights and then does nothing that another cell
 * needs. `sees`: what the caller must see, or else it does not exist; a permission: that one, where the operation acts.
 * `acts`: where the caller needs the permission that the field names; absent: a query that needs none. `permission`: of a nested field at `path`.
 */
export type Operation = {
  name: string
  field: string
  sees: (Target | Permission | 'anything')[]
  acts?: Target
  path?: string[]
  permission?: Permission
}

const quote = JSON.stringify

export function queriesToTry({ pkg, environment, ids }: RightsWorld): Operation[] {
  const [slug, env] = [quote(pkg.slug), quote(environment.slug)]
  const row = (name: string, rest: string, sees: Operation['sees'], acts?: Target): Operation => ({
    name,
    field: `${name}${rest}`,
    sees,
    acts,
  })
  const nested = (field: string, sees: Operation['sees'], acts: Target, path: string[], permission: Permission) => ({
    ...{ name: path.at(-1)!, field, sees, acts, path, permission },
  })
  const node = (type: keyof RightsWorld['ids'], ...sees: Operation['sees']): Operation => ({
    name: `node of ${type}`,
    field: `node(id: ${quote(ids[type])}) { __typename }`,
    sees,
  })
  const event = `node(id: ${quote(ids.AuditEvent)})`
  return [
    row('packages', '(first: 1) { totalCount }', ['anything']),
    row('package', `(slug: ${slug}) { id }`, ['package']),
    row('release', `(package: ${slug}, number: 1) { id }`, ['package']),
    row('environments', ' { id }', ['anything']),
    row('environment', `(slug: ${env}) { id }`, ['environment']),
    row('auditLog', '(first: 1) { totalCount }', ['anything']),
    row('apiTokens', '(first: 1) { totalCount }', ['anything'], 'anywhere'),
    row('webhooks', '(first: 1) { totalCount }', ['anything'], 'everywhere'),
    row('verifyAudit', ' { ok }', ['anything'], 'everywhere'),
    row('syncRun', `(id: ${quote(ids.SyncRun)}) { id }`, ['package']),
    row('publication', `(id: ${quote(ids.Publication)}) { id }`, ['both']),
    row('reencodeEstimate', `(package: ${slug}) { videos }`, ['package'], 'package'),
    row('budget', ' { month }', ['anything'], 'everywhere'),
    row('systemStatus', ' { version }', ['anything'], 'everywhere'),
    row('users', '(first: 1) { totalCount }', ['anything'], 'everywhere'),
    row('timeZone', '', ['anything']),
    row('comparesPages', '', ['anything']),
    row('roleSettings', ' { role }', ['anything'], 'everywhere'),
    row('invitations', '(first: 1) { totalCount }', ['anything'], 'everywhere'),
    row('dropboxConnection', ' { status }', ['anything'], 'everywhere'),
    row('dropboxFolder', '(path: "/x") { path }', ['anything'], 'everywhere'),
    row('dropboxFolders', ' { path }', ['anything'], 'everywhere'),
    row('slugProblem', '(slug: "media") { code }', ['anything'], 'everywhere'),
    nested(
      `environment(slug: ${env}) { viewerTokens { totalCount } }`,
      ['environment'],
      'environment',
      ['viewerTokens'],
      'viewer.manage',
    ),
    nested(
      `package(slug: ${slug}) { previewLinks { totalCount } }`,
      ['package'],
      'package',
      ['previewLinks'],
      'package.preview',
    ),
    nested(
      `node(id: ${quote(ids.Draft)}) { ... on Draft { contentUrl } }`,
      ['package'],
      'package',
      ['contentUrl'],
      'package.preview',
    ),
    ...['before', 'after'].map(side =>
      nested(
        `node(id: ${quote(ids.PageComparison)}) { ... on PageComparison { pages { ${side} } } }`,
        ['package'],
        'package',
        ['pages', '0', side],
        'package.preview',
      ),
    ),
    nested(`${event} { ... on AuditEvent { ip } }`, ['package'], 'everywhere', ['ip'], 'audit.read'),
    nested(`${event} { ... on AuditEvent { requestId } }`, ['package'], 'everywhere', ['requestId'], 'audit.read'),
    ...(
      [
        'Package',
        'Draft',
        'SyncRun',
        'Transcode',
        'Video',
        'Release',
        'PreviewLink',
        'VerificationRun',
        'PageComparison',
        'AuditEvent',
      ] as const
    ).map(type => node(type, 'package')),
    ...(['Publication', 'PublicationRequest', 'Deployment', 'ScheduledDeployment'] as const).map(type =>
      node(type, 'both'),
    ),
    ...(['User', 'Grant', 'Invitation', 'Session'] as const).map(type => node(type, 'user.read')),
    node('ApiToken', 'token.read'),
    node('Webhook', 'webhook.read'),
    node('WebhookDelivery', 'webhook.read'),
    node('Environment', 'environment'),
    { ...node('ViewerToken', 'anything'), acts: 'environment', permission: 'viewer.manage' },
  ]
}

/** Public fields answer everyone. What they say of the other package stays, because nothing unpublishes it. */
export function publicQueriesToTry({ otherPackage, environment }: RightsWorld): Operation[] {
  const shown = `package: ${quote(otherPackage.slug)}, environment: ${quote(environment.slug)}`
  return [
    { name: 'viewer', field: 'viewer { permissions }', sees: [] },
    { name: 'playerSettings', field: `playerSettings(environment: ${quote(environment.slug)}) { controls }`, sees: [] },
    { name: 'playlists', field: `playlists(${shown}) { path }`, sees: [] },
    // There is no such video, but nobody is refused.
    { name: 'playlist', field: `playlist(${shown}, path: "x") { path }`, sees: [] },
  ]
}

export function mutationsToTry({ pkg, environment, ids }: RightsWorld, removable: Removable): Operation[] {
  const [slug, env] = [quote(pkg.slug), quote(environment.slug)]
  const row = (name: string, args: string, sees: Operation['sees'], acts: Target): Operation => ({
    name,
    field: `${name}(${args}) { __typename }`,
    sees,
    acts,
  })
  const id = (type: keyof RightsWorld['ids']) => `id: ${quote(ids[type])}`
  const release = `{ package: ${slug}, release: 1 }`
  const people: Operation['sees'] = ['user.read']
  return [
    row('createPackage', 'input: { dropboxPath: "/" }', ['anything'], 'everywhere'),
    row('updatePackage', `slug: ${slug}, input: { title: "Title" }`, ['package'], 'package'),
    row('synchronizePackage', `slug: ${slug}`, ['package'], 'package'),
    row('cancelSync', id('SyncRun'), ['package'], 'package'),
    row('confirmSync', id('SyncRun'), ['package'], 'package'),
    row('chooseSyncFolder', `${id('SyncRun')}, dropboxPath: "/x"`, ['package'], 'package'),
    row('retryVideo', id('Video'), ['package'], 'package'),
    row('reencodeVideos', `package: ${slug}`, ['package'], 'package'),
    row('cancelTranscode', id('Transcode'), ['package'], 'package'),
    row('releaseBudgetHold', id('Transcode'), ['package'], 'everywhere'),
    row('verifyPackage', `slug: ${slug}`, ['package'], 'package'),
    row('comparePages', `slug: ${slug}, from: 1`, ['package'], 'package'),
    row('ignoreFinding', `package: ${slug}, cause: "none", reason: ""`, ['package'], 'package'),
    row('unignoreFinding', `package: ${slug}, cause: "known"`, ['package'], 'package'),
    row('cancelVerification', id('VerificationRun'), ['package'], 'package'),
    row('createPreviewLink', `slug: ${slug}, expiresInSeconds: 1`, ['package'], 'package'),
    row('revokePreviewLink', id('PreviewLink'), ['package'], 'package'),
    row('publishPackage', `slug: ${slug}, environment: ${env}`, ['package', 'environment'], 'both'),
    row('requestPublication', `slug: ${slug}, environment: ${env}`, ['package', 'environment'], 'both'),
    row('cancelPublication', id('Publication'), ['both'], 'both'),
    row('deployRelease', `package: ${slug}, release: 1, environment: ${env}`, ['package', 'environment'], 'both'),
    row('unpublishPackage', `slug: ${slug}, environment: ${env}`, ['package', 'environment'], 'both'),
    row(
      'scheduleDeployment',
      `input: { environment: ${env}, at: "2098-01-01T00:00:00.000Z", releases: [${release}] }`,
      ['package', 'environment'],
      'both',
    ),
    row('cancelScheduledDeployment', id('ScheduledDeployment'), ['both'], 'both'),
    row('archivePackage', `slug: ${slug}`, ['package'], 'package'),
    row('restorePackage', `slug: ${slug}`, ['package'], 'package'),
    row('createEnvironment', 'input: { slug: "not a slug", name: "x" }', ['anything'], 'everywhere'),
    row('updateEnvironment', `slug: ${env}, input: { name: "Name" }`, ['environment'], 'environment'),
    row('deleteEnvironment', `slug: ${env}`, ['environment'], 'environment'),
    row('revokeViewerToken', id('ViewerToken'), ['viewer.manage'], 'environment'),
    row('checkViewerToken', `environment: ${env}, token: "x"`, ['environment'], 'environment'),
    row('revokeViewerTokens', `environment: ${env}`, ['environment'], 'environment'),
    row('setBudget', 'monthly: null', ['anything'], 'everywhere'),
    row('inviteUser', 'input: { email: "x", name: "x", role: AUTHOR }', ['anything'], 'everywhere'),
    row('resendInvitation', id('Invitation'), people, 'everywhere'),
    row('revokeInvitation', id('Invitation'), people, 'everywhere'),
    row(
      'grantRole',
      `input: { user: ${quote(ids.User)}, role: AUTHOR, environment: ${env} }`,
      ['environment', ...people],
      'everywhere',
    ),
    row('revokeGrant', `id: ${quote(removable.grant)}`, people, 'everywhere'),
    row('revokeSession', `id: ${quote(removable.session)}`, people, 'everywhere'),
    // The name is refused after the check of rights.
    row(
      'createApiToken',
      `input: { name: " ", role: AUDITOR, environment: ${env}, package: ${slug} }`,
      ['package', 'environment'],
      'both',
    ),
    row('revokeApiToken', id('ApiToken'), ['token.read'], 'everywhere'),
    row('createWebhook', 'input: { url: "x" }', ['anything'], 'everywhere'),
    row('updateWebhook', `${id('Webhook')}, input: {}`, ['webhook.read'], 'everywhere'),
    row('testWebhook', id('Webhook'), ['webhook.read'], 'everywhere'),
    row('replayWebhook', `${id('Webhook')}, after: "x"`, ['webhook.read'], 'everywhere'),
    row('deleteWebhook', `id: ${quote(removable.webhook)}`, ['webhook.read'], 'everywhere'),
    row('export', 'kind: AUDIT_CSV', ['anything'], 'anywhere'),
    row('deactivateUser', id('User'), people, 'everywhere'),
    row('reactivateUser', id('User'), people, 'everywhere'),
    row('updateUser', `${id('User')}, input: {}`, people, 'everywhere'),
    row('removeSecondFactor', id('User'), people, 'everywhere'),
    { ...row('startCleanupDryRun', '', ['anything'], 'everywhere'), field: 'startCleanupDryRun { __typename }' },
    { ...row('disconnectDropbox', '', ['anything'], 'everywhere'), field: 'disconnectDropbox { __typename }' },
    row('updateRole', 'role: AUDITOR, requiresSecondFactor: false', ['anything'], 'everywhere'),
  ]
}

export function subscriptionsToTry({ pkg, ids }: RightsWorld): Operation[] {
  const slug = quote(pkg.slug)
  return [
    { name: 'packageChanged', field: `packageChanged(slug: ${slug}) { id }`, sees: ['package'] },
    { name: 'packagesChanged', field: `packagesChanged(slugs: [${slug}]) { id }`, sees: ['package'] },
    { name: 'syncProgress', field: `syncProgress(package: ${slug}) { id }`, sees: ['package'] },
    { name: 'publicationProgress', field: `publicationProgress(id: ${quote(ids.Publication)}) { id }`, sees: ['both'] },
    {
      name: 'webhookChanged',
      field: `webhookChanged(id: ${quote(ids.Webhook)}) { id }`,
      sees: ['webhook.read'],
      acts: 'everywhere',
    },
    { name: 'systemChanged', field: 'systemChanged { version }', sees: ['anything'], acts: 'everywhere' },
    // The cursor is refused after the check of rights, so that nobody waits for an event.
    {
      name: 'auditEvents',
      field: 'auditEvents(after: "x") { cursor }',
      sees: ['anything'],
      acts: 'anywhere',
      permission: 'package.read',
    },
  ]
}
