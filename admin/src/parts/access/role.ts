import { t } from '../../texts/texts.ts'

/** The roles, the mightiest first. */
export const roles = ['OWNER', 'ADMIN', 'PUBLISHER', 'AUTHOR', 'AUDITOR'] as const
export type Role = (typeof roles)[number]

/** The roles that contain each permission which a whole page needs. The server decides. */
const rolesOfPages: Record<string, readonly Role[]> = {
  'user.read': ['OWNER', 'ADMIN', 'AUDITOR'],
  'token.read': ['OWNER', 'ADMIN', 'AUDITOR'],
  'webhook.read': ['OWNER', 'ADMIN', 'AUDITOR'],
  'dropbox.read': ['OWNER', 'ADMIN', 'PUBLISHER', 'AUTHOR', 'AUDITOR'],
  'system.read': ['OWNER', 'ADMIN', 'AUDITOR'],
  'budget.read': ['OWNER', 'ADMIN', 'AUDITOR'],
}

/** Names the roles that contain a permission, for a person who lacks it. */
export const roleNamesWith = (permission: string): string[] =>
  (rolesOfPages[permission] ?? roles).map(role => roleLabel(role))

/** The name of a role: `Publisher`. */
export const roleLabel = (role: Role): string => t('access.role', { role })

/** What a role may do, in a line. */
export const roleDescription = (role: Role): string => t('access.roleMay', { role })
