import type { CombinedError } from 'urql'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { LoadingSkeleton } from './loading-skeleton.tsx'
import { PageTitle } from './page-title.tsx'
import { ErrorNotice } from './problem/error-notice.tsx'

/** A page of one thing that is not known yet: `title` says what kind of thing, with gray lines below, or why it failed. */
export function PendingPage({ parent, title, error, retry }: Props) {
  return (
    <>
      <Breadcrumbs parents={[parent]} current={title} />
      <PageTitle>{title}</PageTitle>
      <ErrorNotice error={error} retry={retry} />
      {!error && <LoadingSkeleton lines={6} />}
    </>
  )
}

type Props = {
  parent: { to: string; label: string }
  title: string
  error: CombinedError | undefined
  retry: () => void
}
