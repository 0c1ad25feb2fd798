import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** What the first steps with Lectern are decided by. */
export const FirstStepsFields = graphql(`
  fragment FirstStepsFields on Query @_unmask {
    dropboxConnection {
      status
    }
    firstPackages: packages(first: 4) {
      totalCount
      nodes {
        id
        slug
        draft {
          id
        }
        releases(first: 1) {
          totalCount
        }
      }
    }
  }
`)

/** One of the first steps with Lectern. `to`: where it is done. */
export type Step = { key: 'connect' | 'add' | 'synchronize' | 'publish'; isDone: boolean; to: string | null }

/** Whoever has more packages than these knows how it works. */
const MAX_PACKAGES = 3

/**
 * Returns the steps from a new Lectern to the first published package, in their order. Null when they are over: a package
 * was published, or there are more than three.
 */
export function firstSteps({ dropboxConnection, firstPackages }: ResultOf<typeof FirstStepsFields>): Step[] | null {
  const packages = firstPackages?.nodes ?? []
  if (packages.length > MAX_PACKAGES || packages.some(({ releases }) => releases?.totalCount)) return null
  const first = packages.find(({ draft }) => draft !== null) ?? packages[0]
  const page = first ? `/packages/${first.slug}` : null
  return [
    { key: 'connect', isDone: dropboxConnection?.status === 'CONNECTED', to: null },
    { key: 'add', isDone: first !== undefined, to: '/add-package' },
    { key: 'synchronize', isDone: Boolean(first?.draft), to: page },
    { key: 'publish', isDone: false, to: page },
  ]
}
