import { Button, Group, Stack } from '@mantine/core'
import { graphql } from '../../graphql/tada.ts'
import { useUncachedMutation } from '../../graphql/use-uncached-mutation.ts'
import { t } from '../../texts/texts.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'
import type { ActivityFilter } from './filter.ts'

const ExportActivity = graphql(`
  mutation ExportActivity($kind: ExportKind!, $filter: AuditFilter) {
    export(kind: $kind, filter: $filter) {
      url
    }
  }
`)

/** Downloads the events that fit the filter, as a table or as JSON lines. */
export function ExportButtons({ filter }: { filter: ActivityFilter }) {
  const [{ fetching, error }, startExport] = useUncachedMutation(ExportActivity)
  const download = async (kind: 'AUDIT_CSV' | 'AUDIT_JSONL') => {
    const { data } = await startExport({ kind, filter })
    const url = data?.export?.url
    // A file to save, so that the page stays.
    if (url) location.assign(url)
  }
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button variant="default" size="xs" disabled={fetching} onClick={() => download('AUDIT_CSV')}>
          {t('activity.exportCsv')}
        </Button>
        <Button variant="default" size="xs" disabled={fetching} onClick={() => download('AUDIT_JSONL')}>
          {t('activity.exportJsonLines')}
        </Button>
      </Group>
      <ErrorNotice error={error} />
    </Stack>
  )
}
