import { Stack } from '@mantine/core'
import { useQuery } from 'urql'
import { t } from '../../texts/texts.ts'
import { EyeIcon } from '../../theme/icons.tsx'
import { EmptyState } from '../empty-state.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import { PreviewQuery } from './preview-query.ts'
import { ShareSection } from './share-section.tsx'
import { ShownPage } from './shown-page.tsx'

/** The pages of the draft as teachers would see them, and the links that share them. `draft`: the id of the newest one. */
export default function PreviewPanel({ slug, draft }: { slug: string; draft: string | null }) {
  // Not from the cache, where the address may have expired.
  const [{ data, error }, refetch] = useQuery({
    query: PreviewQuery,
    variables: { slug },
    requestPolicy: 'network-only',
  })
  const renew = () => refetch({ requestPolicy: 'network-only' })
  useRefetchOnChange(draft ?? '', refetch)
  if (!data?.package) return error ? <ErrorNotice error={error} retry={renew} /> : <LoadingSkeleton lines={6} />
  const shown = data.package.draft
  if (!shown?.contentUrl)
    return (
      <EmptyState icon={<EyeIcon />} title={t('preview.noDraftTitle')}>
        {t('preview.noDraft')}
      </EmptyState>
    )
  return (
    <Stack gap="xl">
      <ErrorNotice error={error} />
      <ShownPage slug={slug} draft={{ ...shown, contentUrl: shown.contentUrl }} renew={renew} />
      <ShareSection slug={slug} />
    </Stack>
  )
}
