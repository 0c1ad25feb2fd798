import { useState } from 'react'

/** What an address of the content host leads to, without the token, which is new every few minutes. */
const targetOf = (url: string) => url.replace(/\/preview\/[^/]+\//, '/')

/**
 * Keeps the address of a video while it leads to the same video and works, so that a new token does not interrupt it.
 * `fail` reports that it cannot be loaded: then the next one is taken, which `refetch` asks for. `hasFailed` while there is
 * none.
 */
export function useLastingUrl(url: string, refetch: () => void) {
  const [kept, setKept] = useState({ url, hasFailed: false })
  const isReplaced = targetOf(kept.url) !== targetOf(url) || (kept.hasFailed && kept.url !== url)
  if (isReplaced) setKept({ url, hasFailed: false })
  return {
    url: isReplaced ? url : kept.url,
    hasFailed: !isReplaced && kept.hasFailed,
    fail() {
      setKept({ ...kept, hasFailed: true })
      refetch()
    },
  }
}
