import { useEffect, useSyncExternalStore } from 'react'
import { t } from '../texts/texts.ts'

let shown: string | null = null
const listeners = new Set<() => void>()

/** The title of the browser tab: the page, with the open tab of the page before it. */
export function DocumentTitle({ page, tab }: { page: string; tab?: string | null | undefined }) {
  useEffect(() => {
    show(page)
    return () => show(null)
  }, [page])
  return <title>{tab ? t('shell.documentTitleOfTab', { page, tab }) : t('shell.documentTitle', { page })}</title>
}

/** The name of the page that is shown. Null while it is not known. */
export const useShownPage = (): string | null => useSyncExternalStore(subscribe, () => shown)

function show(page: string | null): void {
  shown = page
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
