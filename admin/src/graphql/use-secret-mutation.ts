import { useState } from 'react'
import { type AnyVariables, type CombinedError, createClient, fetchExchange, type TypedDocumentNode } from 'urql'
import { fetchConfirmed } from './confirm.ts'

/** Without the cache: nothing of it keeps a secret, and no list that is read again meanwhile changes the result. */
const client = createClient({
  url: '/graphql',
  fetchOptions: { credentials: 'same-origin' },
  fetch: fetchConfirmed,
  preferGetMethod: false,
  exchanges: [fetchExchange],
})

/**
 * Like `useMutation`, for a mutation whose result is shown once, such as the secret of a new token. The lists on the screen
 * follow by the audit log.
 */
export function useSecretMutation<Data, Variables extends AnyVariables>(document: TypedDocumentNode<Data, Variables>) {
  const [state, setState] = useState<State<Data>>({ fetching: false })
  const execute = async (variables: Variables): Promise<Data | undefined> => {
    setState({ fetching: true })
    const { data, error } = await client.mutation(document, variables)
    setState({ fetching: false, data, error })
    return data
  }
  return [state, execute] as const
}

type State<Data> = { fetching: boolean; data?: Data | undefined; error?: CombinedError | undefined }
