import { t } from '../../texts/texts.ts'

/** The permissions that roles contain, in the order of the screen. */
export const permissions = [
  ...[
    'package.read',
    'package.create',
    'package.update',
    'package.synchronize',
    'package.transcode',
    'package.archive',
  ],
  ...['package.preview', 'package.publish', 'package.deploy', 'package.unpublish', 'package.acceptFallback'],
  ...[
    'package.verify',
    'finding.ignore',
    'environment.manage',
    'viewer.manage',
    'analytics.read',
    'budget.read',
    'budget.update',
  ],
  ...['dropbox.read', 'dropbox.connect', 'audit.read', 'user.read', 'user.manage', 'token.read', 'token.manage'],
  ...['webhook.read', 'webhook.manage', 'system.read'],
]

/** A permission in words: `Publish`. A permission that this page does not know keeps its name. */
export const permissionLabel = (permission: string): string =>
  t('access.permission', { key: permission.replace('.', '_'), permission })

/** Returns the permissions that are not among the given ones. */
export function missingPermissions(held: readonly string[]): string[] {
  return permissions.filter(permission => !held.includes(permission))
}
