import { useState } from 'react'
import { type AnyVariables, type CombinedError, createClient, fetchExchange, type TypedDocumentNode } from 'urql'
import { noticeSession, requestOptions } from './client.ts'

/** Without the cache, which would keep secrets. */
const uncachedClient = createClient({ ...requestOptions, exchanges: [noticeSession, fetchExchange] })

/**
 * Like `useMutation`, for a mutation whose result is shown once, such as the secret of a new token. The lists on the screen
 * follow by the audit log.
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
