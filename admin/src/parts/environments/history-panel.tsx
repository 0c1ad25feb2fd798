import { Group } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { ActivityLog } from '../activity/activity-log.tsx'
import { ExportButtons } from '../activity/export-buttons.tsx'
import { readFilter } from '../activity/filter.ts'
import { FilterBar } from '../activity/filter-bar.tsx'

/** What happened in one environment, with the filters of the activity page. */
export default function HistoryPanel({ slug }: { slug: string }) {
  const [params] = useSearchParams()
  const filter = { ...readFilter(params), environment: slug }
  return (
    <>
      <FilterBar of="environment" />
      <Group justify="flex-end" mb="lg">
        <ExportButtons filter={filter} />
      </Group>
      <ActivityLog filter={filter} />
    </>
  )
}
