import { createContext } from 'react'
import { graphql, type ResultOf } from './tada.ts'

/**
 * The signed-in person or token. `viewer` is null without a session. `permissions`: what the person may do anywhere.
 * `effectivePermissions`: what the person may do everywhere.
 */
export const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      permissions
      signIn {
        usedSecondFactor
        requiresSecondFactor
      }
      user {
        id
        name
        email
        hasSecondFactor
        effectivePermissions {
          permission
          grants {
            id
            role
          }
        }
      }
      token {
        id
        name
      }
    }
  }
`)

export type Viewer = NonNullable<ResultOf<typeof ViewerQuery>['viewer']>

/** Whose page is on the screen. The page keeps its controls, and with them entered text, after the session is over. */
export const ViewerContext = createContext<Viewer | null>(null)
