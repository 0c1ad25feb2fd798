import { useContext } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { ViewerContext } from '../../graphql/viewer.ts'

const DemandingEnvironmentsQuery = graphql(`
  query DemandingEnvironments {
    environments {
      id
      name
      requiresSecondFactor
    }
  }
`)

/** The permissions to change what an environment shows, or who sees it. */
const permissionsThere = [
  'package.publish',
  'package.deploy',
  'package.unpublish',
  'environment.manage',
  'viewer.manage',
]

/**
 * What this person may only read, because it requires a second factor and the session has none: `byRole`: what a role of
 * the person covers, `environments`: their names. Null for a session with a second factor, and for a token.
 */
export function useSecondFactorDemands(): { byRole: boolean; environments: string[] } | null {
  const viewer = useContext(ViewerContext)
  const isWithout = viewer?.signIn?.usedSecondFactor === false
  const mayChange = permissionsThere.some(permission => viewer?.permissions.includes(permission))
  const [{ data }] = useQuery({
    query: DemandingEnvironmentsQuery,
    requestPolicy: 'cache-and-network',
    pause: !isWithout || !mayChange,
  })
  if (!isWithout) return null
  const demanding = mayChange
    ? (data?.environments ?? []).filter(({ requiresSecondFactor }) => requiresSecondFactor)
    : []
  return { byRole: viewer.signIn?.requiresSecondFactor ?? false, environments: demanding.map(({ name }) => name) }
}
