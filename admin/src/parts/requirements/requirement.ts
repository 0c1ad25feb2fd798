import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { peopleActions } from '../people/person.ts'

/** What requires a second factor, and how many people with each role have none. */
export const RequirementsQuery = graphql(`
  query Requirements {
    roleSettings {
      role
      requiresSecondFactor
      peopleWithoutSecondFactor
    }
    environments {
      id
      slug
      name
      requiresSecondFactor
    }
  }
`)

type Requirements = ResultOf<typeof RequirementsQuery>
export type RoleSettings = NonNullable<Requirements['roleSettings']>[number]
export type Environment = NonNullable<Requirements['environments']>[number]

/** The actions of the audit log after which the requirements, or the people whom they affect, are not what they were. */
export const requirementActions = [
  ...['role.updated', 'environment.created', 'environment.updated', 'environment.deleted'],
  ...peopleActions,
]

export const UpdateRole = graphql(`
  mutation UpdateRole($role: Role!, $requiresSecondFactor: Boolean!) {
    updateRole(role: $role, requiresSecondFactor: $requiresSecondFactor) {
      role
      requiresSecondFactor
      peopleWithoutSecondFactor
    }
  }
`)

export const RequireInEnvironment = graphql(`
  mutation RequireInEnvironment($slug: String!, $requiresSecondFactor: Boolean!) {
    updateEnvironment(slug: $slug, input: { requiresSecondFactor: $requiresSecondFactor }) {
      id
      requiresSecondFactor
    }
  }
`)
