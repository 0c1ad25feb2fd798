import { useEffect, useRef, useState } from 'react'
import { type Client, type CombinedError, useClient } from 'urql'
import type { VariablesOf } from '../../graphql/tada.ts'
import { useRetryWhenRestored } from '../tree/use-retry-when-restored.ts'
import { type DraftVersion, type FolderEntry, FolderQuery } from './folder-entry.ts'
import { type Folders, inOrder } from './folder-rows.ts'

/**
 * Loads the entries of the package's own folder and of all open folders, each once, page by page: the first page is there at
 * once, and the rest follows.
 */
export function useFolders({ draft, since }: DraftVersion, open: ReadonlySet<string>) {
  const client = useClient()
  const [folders, setFolders] = useState<Folders>(new Map())
  const [errors, setErrors] = useState<ReadonlyMap<string, CombinedError>>(new Map())
  const requested = useRef(new Set<string>())
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
    }
  }, [])
  const load = async (path: string) => {
    requested.current.add(path)
    let entries: readonly FolderEntry[] = []
    let shownCount = 0
    let after: string | null = null
    do {
      const { page, error } = await readPage(client, { draft, path, since, after })
      if (isGone.current) return
      setErrors(old => withError(old, path, error))
      if (!page) return void requested.current.delete(path)
      entries = [...entries, ...page.nodes]
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
      // Each time the number has doubled, so that a folder of 10,000 files is not sorted fifty times.
      if (after !== null && entries.length < 2 * shownCount) continue
      shownCount = entries.length
      const shown = inOrder(entries)
      setFolders(old => new Map(old).set(path, shown))
    } while (after !== null)
  }
  const missing = ['', ...open].filter(path => !requested.current.has(path))
  const loadMissing = () => {
    for (const path of missing) void load(path)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is missing depends on the open folders alone
  useEffect(loadMissing, [open])
  useRetryWhenRestored(errors.size > 0, loadMissing)
  return { folders, error: [...errors.values()][0], retry: loadMissing }
}

/** The errors by path, with that of one path. Undefined removes it. */
function withError(errors: ReadonlyMap<string, CombinedError>, path: string, error: CombinedError | undefined) {
  const others = [...errors].filter(([other]) => other !== path)
  return new Map(error ? [...others, [path, error]] : others)
}

async function readPage(client: Client, variables: VariablesOf<typeof FolderQuery>) {
  const { data, error } = await client.query(FolderQuery, variables)
  return { page: data?.node?.__typename === 'Draft' ? data.node.folder : null, error }
}
