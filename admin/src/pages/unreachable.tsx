import type { CombinedError } from 'urql'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { PlainPage } from '../parts/shell/plain-page.tsx'
import { t } from '../texts/texts.ts'

/** Shown when the first query of the page fails. */
export function UnreachablePage({ error, retry }: { error: CombinedError; retry: () => void }) {
  return (
    <PlainPage title={t('pages.unreachable')}>
      <ErrorNotice error={error} retry={retry} />
    </PlainPage>
  )
}
