import { Group, SegmentedControl } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { t } from '../../texts/texts.ts'
import { useAddress } from '../address.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ActivityLog } from './activity-log.tsx'
import { ExportButtons } from './export-buttons.tsx'
import { readFilter } from './filter.ts'
import { FilterBar } from './filter-bar.tsx'

const RunHistory = lazy(() => import('../history/run-history.tsx'))

/**
 * What happened to one package, with the filters of the activity page, or the figures of its synchronizations (`?list=syncs`).
 * The synchronizations are read again when `version` changes.
 */
export default function ActivityPanel({ slug, version }: { slug: string; version: string }) {
  const { params, change } = useAddress()
  const list = params.get('list') === 'syncs' ? 'syncs' : 'events'
  return (
    <>
      <SegmentedControl
        size="xs"
        mb="lg"
        aria-label={t('activity.list')}
        value={list}
        onChange={value => change({ list: value === 'syncs' ? value : null })}
        data={[
          { value: 'events', label: t('activity.events') },
          { value: 'syncs', label: t('history.syncHistory') },
        ]}
      />
      {list === 'syncs' ? (
        <Suspense fallback={<LoadingSkeleton />}>
          <RunHistory slug={slug} version={version} />
        </Suspense>
      ) : (
        <Events slug={slug} />
      )}
    </>
  )
}

function Events({ slug }: { slug: string }) {
  const { params } = useAddress()
  const filter = { ...readFilter(params), package: slug }
  return (
    <>
      <FilterBar of="package" />
      <Group justify="flex-end" mb="lg">
        <ExportButtons filter={filter} />
      </Group>
      <ActivityLog filter={filter} />
    </>
  )
}
