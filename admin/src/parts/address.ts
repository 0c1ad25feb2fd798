import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { useSearchParams } from 'react-router'

const SEARCH_DELAY_MS = 250

/** Parameters of the address that name a page of a list. A changed list starts at its first page. */
const isCursor = (name: string) => /^(\w+\.)?(after|before)$/.test(name)

/**
 * Returns the parameters of an address with changes; null or empty removes one. Lists start at their first page, unless
 * `keepsPage`.
 */
export function withParams(
  params: URLSearchParams,
  changes: Record<string, string | null>,
  keepsPage = false,
): URLSearchParams {
  const changed = new URLSearchParams([...params].filter(([name]) => keepsPage || !isCursor(name)))
  for (const [name, value] of Object.entries(changes)) {
    if (value) changed.set(name, value)
    else changed.delete(name)
  }
  return changed
}

/**
 * The parameters of the address, and a function that changes some of them. `replace` adds no entry to the history, and
 * `keepsPage` keeps the pages of lists.
 */
export function useAddress() {
  const [params, setParams] = useSearchParams()
  // The router's own parameters are those of the last render, which a change right before this one is not in.
  const change = (changes: Record<string, string | null>, { replace = false, keepsPage = false } = {}) =>
    setParams(withParams(new URLSearchParams(location.search), changes, keepsPage), {
      replace,
      preventScrollReset: true,
    })
  return { params, change }
}

/** The state of a search that the address contains (`?search=`). `text` is what was typed. */
export function useAddressSearch(): { text: string; search: string; change: (text: string) => void } {
  const { params, change } = useAddress()
  const search = params.get('search') ?? ''
  const [text, setText] = useState(search)
  const [written, setWritten] = useState(search)
  // The address changed by navigation, such as the browser's Back.
  if (search !== written) {
    setWritten(search)
    setText(search)
  }
  const write = useDebouncedCallback((newText: string) => {
    setWritten(newText.trim())
    change({ search: newText.trim() }, { replace: true })
  }, SEARCH_DELAY_MS)
  return {
    text,
    search,
    change: newText => {
      setText(newText)
      write(newText)
    },
  }
}
