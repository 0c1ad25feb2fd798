import { Group } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { ActivityLog } from './activity-log.tsx'
import { ExportButtons } from './export-buttons.tsx'
import { readFilter } from './filter.ts'
import { FilterBar } from './filter-bar.tsx'

/** What happened to one package, with the filters of the activity page. */
export default function ActivityPanel({ slug }: { slug: string }) {
  const [params] = useSearchParams()
  const filter = { ...readFilter(params), package: slug }
  return (
    <>
      <FilterBar ofPackage />
      <Group justify="flex-end" mb="lg">
        <ExportButtons filter={filter} />
      </Group>
      <ActivityLog filter={filter} />
    </>
  )
}
