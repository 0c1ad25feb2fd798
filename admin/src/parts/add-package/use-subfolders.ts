import { useEffect, useRef, useState } from 'react'
import { type CombinedError, useClient } from 'urql'
import { useRetryWhenRestored } from '../tree/use-retry-when-restored.ts'
import { SubfoldersQuery } from './folder.ts'
import { inOrder, type Subfolders } from './folder-rows.ts'

/**
 * Loads the folders of the root and those of all open folders, each once. `open` has their keys. `errors`: why folders could
 * not be loaded, by their keys. `load` tries one again.
 */
export function useSubfolders(open: ReadonlySet<string>) {
  const client = useClient()
  const [folders, setFolders] = useState<Subfolders>(new Map())
  const [errors, setErrors] = useState<ReadonlyMap<string, CombinedError>>(new Map())
  const requested = useRef(new Set<string>())
  const load = async (key: string) => {
    requested.current.add(key)
    setErrors(old => without(old, key))
    const { data, error } = await client.query(SubfoldersQuery, { path: key }, { requestPolicy: 'network-only' })
    if (error) setErrors(old => new Map(old).set(key, error))
    const found = data?.dropboxFolders
    if (found) setFolders(old => new Map(old).set(key, inOrder(found)))
    else requested.current.delete(key)
  }
  const missing = ['', ...open].filter(key => !requested.current.has(key))
  const loadMissing = () => {
    for (const key of missing) void load(key)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is missing depends on the open folders alone
  useEffect(loadMissing, [open])
  useRetryWhenRestored(errors.size > 0, loadMissing)
  const reload = () => {
    for (const key of requested.current) void load(key)
  }
  return { folders, errors, load: (key: string) => void load(key), reload }
}

const without = (errors: ReadonlyMap<string, CombinedError>, key: string) =>
  new Map([...errors].filter(([other]) => other !== key))
