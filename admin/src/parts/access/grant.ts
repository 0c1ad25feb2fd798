import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { roleLabel } from './role.ts'

/** A role of a person or a token, and where it holds. */
export const GrantFields = graphql(`
  fragment GrantFields on Grant @_unmask {
    id
    role
    environment {
      id
      slug
      name
    }
    package {
      id
      slug
      title
    }
  }
`)

export type Grant = ResultOf<typeof GrantFields>

/** A role with its scope, as an invitation and a grant have it. */
export type RoleInScope = {
  role: Grant['role']
  environment: { name: string } | null
  package: { title: string } | null
}

/** Where a role holds: `Everywhere`, `In Production`, `Package Physics in Production`. */
export function scopeLabel({ environment, package: pkg }: Omit<RoleInScope, 'role'>): string {
  if (pkg && environment)
    return t('access.forPackageInEnvironment', { title: pkg.title, environment: environment.name })
  if (pkg) return t('access.forPackage', { title: pkg.title })
  if (environment) return t('access.inEnvironment', { environment: environment.name })
  return t('access.everywhere')
}

/** A role and where it holds: `Publisher · In Production`. The scope is omitted if it is everything. */
export function grantLabel(grant: RoleInScope): string {
  const role = roleLabel(grant.role)
  if (!grant.environment && !grant.package) return role
  return t('access.roleInScope', { role, scope: scopeLabel(grant) })
}
