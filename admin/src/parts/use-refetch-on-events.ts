import { useSubscription } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { useRefetchOnChange } from './use-refetch-on-change.ts'

const EventsHappened = graphql(`
  subscription EventsHappened($actions: [String!]!) {
    auditEvents(filter: { actions: $actions }) {
      id
    }
  }
`)

/** Refetches after each audit event with one of these actions, so that a page shows what others change. */
export function useRefetchOnEvents(actions: string[], refetch: (options: { requestPolicy: 'network-only' }) => void) {
  const [{ data }] = useSubscription({ query: EventsHappened, variables: { actions } })
  useRefetchOnChange(data?.auditEvents.id ?? '', refetch)
}
