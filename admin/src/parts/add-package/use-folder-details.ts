import { useEffect, useRef, useState } from 'react'
import { useClient } from 'urql'
import { type FolderDetails, FolderDetailsQuery, keyOf } from './folder.ts'

/** The details of a folder. `GONE`: it is no longer in Dropbox. `FAILED`: Dropbox did not list it. */
export type Details = FolderDetails | 'GONE' | 'FAILED'

/** Loads the details of folders, each once. Dropbox lists them for it, so ask for few. */
export function useFolderDetails(paths: readonly string[]) {
  const client = useClient()
  const [details, setDetails] = useState<ReadonlyMap<string, Details>>(new Map())
  const requested = useRef(new Set<string>())
  const load = async (path: string) => {
    const key = keyOf(path)
    requested.current.add(key)
    const { data, error } = await client.query(FolderDetailsQuery, { path }, { requestPolicy: 'network-only' })
    setDetails(old => new Map(old).set(key, data?.dropboxFolder ?? (error ? 'FAILED' : 'GONE')))
  }
  useEffect(() => {
    for (const path of paths) if (!requested.current.has(keyOf(path))) void load(path)
  })
  return {
    detailsOf: (path: string): Details | undefined => details.get(keyOf(path)),
    /** Asks Dropbox again. The old answer stays until then. */
    reload: (path: string) => void load(path),
  }
}
