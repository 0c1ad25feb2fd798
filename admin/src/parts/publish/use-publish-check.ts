import { useContext } from 'react'
import { useQuery } from 'urql'
import { ViewerContext } from '../../graphql/viewer.ts'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import { PublishCheckQuery } from './publish-check.ts'

/**
 * Reads what publishing a draft to an environment would meet, again when either changes. `check` is null while that is read.
 * `others`: who else may publish it there. `acceptFallback`: paths of failed videos that the person accepts.
 */
export function usePublishCheck({ slug, environment, draft, version, acceptFallback }: Input) {
  const [{ data, fetching, error }, checkAgain] = useQuery({
    query: PublishCheckQuery,
    variables: { slug, environment, acceptFallback },
    pause: !draft || !environment,
    requestPolicy: 'network-only',
  })
  useRefetchOnChange(`${draft} ${version}`, options => environment && checkAgain(options))
  const viewer = useContext(ViewerContext)?.user?.id
  const others = (data?.package?.whoMay ?? []).filter(({ user }) => !user || user.id !== viewer)
  return {
    check: (!fetching && environment && data?.package?.publishCheck) || null,
    rules: data?.environment?.slug === environment ? data.environment : null,
    others: others.map(({ name }) => name),
    isChecking: fetching && environment !== '',
    error,
  }
}

type Input = {
  slug: string
  environment: string
  draft: string | null
  version: string
  acceptFallback: string[]
}
