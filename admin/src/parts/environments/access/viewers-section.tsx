import { Checkbox, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery } from 'urql'
import { t } from '../../../texts/texts.ts'
import { PeopleIcon } from '../../../theme/icons.tsx'
import { useAddress, useAddressSearch } from '../../address.ts'
import { ConfirmButton } from '../../confirm-button.tsx'
import { CursorPager, useCursorPages } from '../../cursor-pager.tsx'
import { EmptyState } from '../../empty-state.tsx'
import { LoadingSkeleton } from '../../loading-skeleton.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { SearchField } from '../../search-field.tsx'
import { ServerButton } from '../../server-button.tsx'
import { showToast } from '../../toast/show-toast.ts'
import { useRefetchOnEvents } from '../../use-refetch-on-events.ts'
import type { Environment } from '../environment.ts'
import { ViewerTable } from './viewer-table.tsx'
import { RevokeViewers, ViewersQuery, viewerActions } from './viewers.ts'

/** The viewers whom the school's website sent, those who may still open something first. Each or all can be revoked. */
export function ViewersSection({ environment: { slug, name } }: { environment: Environment }) {
  const searching = useAddressSearch()
  const { params, change } = useAddress()
  const isAll = params.get('viewers') === 'all'
  const [{ data, error, fetching }, refetch] = useQuery({
    query: ViewersQuery,
    variables: { slug, search: searching.search || null, valid: isAll ? null : true, ...useCursorPages(25) },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnEvents(viewerActions, refetch)
  const [, revokeAll] = useMutation(RevokeViewers)
  const viewers = data?.environment?.viewerTokens
  const reload = () => refetch({ requestPolicy: 'network-only' })
  return (
    <section aria-label={t('environments.viewerList')}>
      <Group justify="space-between" mb="md" gap="md">
        <Title order={2}>{t('environments.viewerList')}</Title>
        <Group gap="sm">
          <ServerButton variant="default" size="xs" loading={fetching && Boolean(viewers)} onClick={reload}>
            {t('environments.refresh')}
          </ServerButton>
          <ConfirmButton
            label={t('environments.revokeAll')}
            question={t('environments.revokeAllQuestion', { name })}
            effect={t('environments.revokeAllEffect')}
            typed={name}
            action={async () => {
              const result = await revokeAll({ slug })
              if (!result.error) await showToast({ message: t('environments.revokedAll', { name }) })
              return result
            }}
          />
        </Group>
      </Group>
      <Stack gap="lg">
        <Group gap="12px 24px">
          <SearchField search={searching} label={t('environments.searchViewers')} w={320} />
          <Checkbox
            label={t('environments.showEnded')}
            checked={isAll}
            onChange={event => change({ viewers: event.currentTarget.checked ? 'all' : null })}
          />
        </Group>
        <ErrorNotice error={error} retry={reload} />
        {!viewers && !error && <LoadingSkeleton />}
        {viewers && viewers.nodes.length > 0 && <ViewerTable viewers={viewers.nodes} />}
        {viewers?.nodes.length === 0 && (
          <EmptyState icon={<PeopleIcon />} title={t('environments.noViewerTitle')}>
            <Text>
              {searching.search ? t('environments.noMatch', { search: searching.search }) : t('environments.noViewer')}
            </Text>
          </EmptyState>
        )}
        {viewers && (
          <CursorPager pageInfo={viewers.pageInfo} total={viewers.totalCount} label={t('environments.viewerPages')} />
        )}
      </Stack>
    </section>
  )
}
