import { useCallback, useEffect, useRef, useState } from 'react'
import type { CombinedError } from 'urql'
import { useRetryWhenRestored } from './use-retry-when-restored.ts'

/** A page of a list, or why it could not be loaded. */
export type LoadedPage<Node> =
  | { nodes: readonly Node[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
  | { error: CombinedError | undefined }

type State<Node> = {
  key: string | null
  nodes: readonly Node[]
  totalCount: number | null
  after: string | null
  isComplete: boolean
  error: CombinedError | undefined
}

/**
 * Loads a long list page by page, as far as it was scrolled. `key` says which list it is: with a new one it starts again, and
 * the old rows stay until the first page is there.
 */
export function useLoadedPages<Node>(key: string, load: (after: string | null) => Promise<LoadedPage<Node>>) {
  const [state, setState] = useState<State<Node>>(noPages)
  const newest = useRef({ key, load, pending: '' })
  newest.current.key = key
  newest.current.load = load
  const request = useCallback(async (of: string, after: string | null, before: readonly Node[]) => {
    const name = `${of}\n${after}`
    if (newest.current.pending === name) return
    newest.current.pending = name
    const page = await newest.current.load(after)
    if (newest.current.key !== of || newest.current.pending !== name) return
    newest.current.pending = ''
    if ('nodes' in page)
      setState({
        key: of,
        nodes: [...before, ...page.nodes],
        totalCount: page.totalCount,
        after: page.pageInfo.endCursor,
        isComplete: !page.pageInfo.hasNextPage,
        error: undefined,
      })
    else setState(old => ({ ...old, error: page.error }))
  }, [])
  useEffect(() => {
    void request(key, null, [])
  }, [key, request])
  const { after, isComplete, nodes, error } = state
  const isCurrent = state.key === key
  const loadMore = useCallback(() => {
    if (isCurrent && !isComplete && !error) void request(key, after, nodes)
  }, [isCurrent, isComplete, error, request, key, after, nodes])
  const retry = () => {
    newest.current.pending = ''
    void (isCurrent ? request(key, after, nodes) : request(key, null, []))
  }
  useRetryWhenRestored(error !== undefined, retry)
  return { nodes: state.key === null ? null : nodes, totalCount: state.totalCount, isCurrent, error, loadMore, retry }
}

const noPages = { key: null, nodes: [], totalCount: null, after: null, isComplete: false, error: undefined }
