import { Group, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useQuery } from 'urql'
import { formatDateTime } from '../../format/date.ts'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { useUncachedMutation } from '../../graphql/use-uncached-mutation.ts'
import { t } from '../../texts/texts.ts'
import { CopyField } from '../copy-field.tsx'
import { CursorPager, useCursorPages } from '../cursor-pager.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { useRefetchOnEvents } from '../use-refetch-on-events.ts'
import { LinkTable } from './link-table.tsx'
import { CreatePreviewLink, PreviewLinksQuery } from './preview-query.ts'

const SECONDS_PER_DAY = 24 * 60 * 60
const DAYS = [1, 7, 30]
const linkActions = ['package.previewLinkCreated', 'package.previewLinkRevoked']

/** Makes links that show the draft to anyone, and lists those that work. */
export function ShareSection({ slug }: { slug: string }) {
  const canShare = usePackagePermission('package.preview')
  const [days, setDays] = useState(7)
  const [{ data: created, fetching, error: createError }, create] = useUncachedMutation(CreatePreviewLink)
  const [{ data, error }, refetch] = useQuery({
    query: PreviewLinksQuery,
    variables: { slug, ...useCursorPages(10, 'links') },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnEvents(linkActions, refetch)
  const links = data?.package?.previewLinks
  const share = async () => {
    await create({ slug, seconds: days * SECONDS_PER_DAY })
    refetch({ requestPolicy: 'network-only' })
  }
  const newLink = created?.createPreviewLink
  return (
    <Stack gap="md" component="section" aria-label={t('preview.share')}>
      <Title order={2}>{t('preview.share')}</Title>
      <Text c="dimmed" size="sm" maw="70ch">
        {t('preview.shareHelp')}
      </Text>
      {canShare && (
        <Group gap="sm">
          <SegmentedControl
            size="sm"
            aria-label={t('preview.lasts')}
            value={String(days)}
            data={DAYS.map(count => ({ value: String(count), label: t('preview.days', { count }) }))}
            onChange={value => setDays(Number(value))}
          />
          <ServerButton variant="light" loading={fetching} onClick={share}>
            {t('preview.createLink')}
          </ServerButton>
        </Group>
      )}
      <ErrorNotice error={createError} />
      {newLink && (
        <Stack gap="xs">
          <CopyField label={t('preview.link')} value={newLink.url} />
          <Text size="sm" c="dimmed">
            {t('preview.linkShownOnce', { date: formatDateTime(new Date(newLink.link.expiresAt)) })}
          </Text>
        </Stack>
      )}
      <ErrorNotice error={error} />
      {links && links.nodes.length === 0 && <Text>{t('preview.noLinks')}</Text>}
      {links && links.nodes.length > 0 && (
        <div>
          <LinkTable
            links={links.nodes}
            canRevoke={canShare}
            onRevoked={() => refetch({ requestPolicy: 'network-only' })}
          />
          <CursorPager pageInfo={links.pageInfo} total={links.totalCount} label={t('preview.linkPages')} list="links" />
        </div>
      )}
    </Stack>
  )
}
