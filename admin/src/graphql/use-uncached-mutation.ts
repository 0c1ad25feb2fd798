import { useState } from 'react'
import { type AnyVariables, type CombinedError, createClient, fetchExchange, type TypedDocumentNode } from 'urql'
import { requestOptions } from './client.ts'

/** Without the cache: nothing of it keeps a secret, and a list that is read again meanwhile does not lose its objects. */
const uncachedClient = createClient({ ...requestOptions, exchanges: [fetchExchange] })

/**
 * Like `useMutation`, for a mutation whose result is shown once, such as the secret of a new token, and for one after which
 * the audit log lets the page be read again. The cache can lose a page that is read again while such a result arrives.
 */
export function useUncachedMutation<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
) {
  const [state, setState] = useState<State<Data>>({ fetching: false })
  const execute = async (variables: Variables): Promise<Result<Data>> => {
    setState({ fetching: true })
    const { data, error } = await uncachedClient.mutation(document, variables)
    setState({ fetching: false, data, error })
    return { data, error }
  }
  return [state, execute] as const
}

type Result<Data> = { data?: Data | undefined; error?: CombinedError | undefined }
type State<Data> = Result<Data> & { fetching: boolean }
