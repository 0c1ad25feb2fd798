import type { CombinedError } from 'urql'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { PlainPage } from '../parts/shell/plain-page.tsx'

/** What is shown when not even the first question was answered. */
export function UnreachablePage({ error, retry }: { error: CombinedError; retry: () => void }) {
  return (
    <PlainPage title="Lectern does not answer">
      <ErrorNotice error={error} retry={retry} />
    </PlainPage>
  )
}
