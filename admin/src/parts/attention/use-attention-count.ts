import { useQuery } from 'urql'
import { useRefetchOnEvents } from '../use-refetch-on-events.ts'
import { useRestrained } from '../use-restrained.ts'
import { AttentionQuery, attentionActions, attentionStates } from './attention.ts'

const variables = { states: [...attentionStates] }

/** The number of packages that need attention. Counted again after events that may change it. Null while it is not known. */
export function useAttentionCount(): number | null {
  const [{ data }, refetch] = useQuery({ query: AttentionQuery, variables })
  useRefetchOnEvents(attentionActions, useRestrained(refetch))
  return data?.packages?.totalCount ?? null
}
