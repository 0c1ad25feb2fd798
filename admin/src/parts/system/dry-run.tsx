import { Stack, Text, Title } from '@mantine/core'
import { useMutation } from 'urql'
import { formatBytes } from '../../format/bytes.ts'
import { formatCount } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'
import { type Column, DataTable } from '../data-table.tsx'
import { Notice } from '../notice.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { ServerButton } from '../server-button.tsx'
import { showToast } from '../toast/show-toast.ts'
import { StartDryRun, type SystemStatus } from './system.ts'
import { removalKindLabel } from './system-labels.ts'

type CleanupDryRun = NonNullable<SystemStatus['cleanupDryRun']>
type Removal = NonNullable<CleanupDryRun['removals']>[number]

/** How many examples of each kind are shown. */
const MAX_EXAMPLES = 3

/** Starts a dry run. Its events refresh the page. */
export function StartDryRunButton({ dryRun }: { dryRun: CleanupDryRun | null }) {
  const [{ fetching }, start] = useMutation(StartDryRun)
  const isRunning = dryRun !== null && dryRun.finishedAt === null
  const run = async () => {
    const { error } = await start({})
    if (error) await showToast({ message: t('system.dryRunNotStarted'), isError: true })
  }
  return (
    <ServerButton variant="default" size="xs" loading={fetching || isRunning} onClick={run}>
      {t('system.startDryRun')}
    </ServerButton>
  )
}

/** What a cleanup would remove: by kind, with how many, how large, and examples. */
export function DryRun({ dryRun }: { dryRun: CleanupDryRun }) {
  return (
    <section aria-labelledby="dry-run">
      <Title order={3} id="dry-run" mb="sm">
        {t('system.dryRun')}
      </Title>
      <div role="status">
        <Outcome dryRun={dryRun} />
      </div>
    </section>
  )
}

function Outcome({ dryRun: { startedAt, startedBy, removals, error } }: { dryRun: CleanupDryRun }) {
  if (error) return <Notice tone="error">{error.message}</Notice>
  if (!removals) return <Notice tone="waiting">{t('system.dryRunning')}</Notice>
  const bytes = removals.reduce((sum, removal) => sum + (removal.bytes ?? 0), 0)
  const time = () => <RelativeTime key="time" at={startedAt} />
  return (
    <Stack gap="md">
      <Text>
        {removals.length > 0 ? t('system.wouldRemove', { size: formatBytes(bytes) }) : t('system.wouldRemoveNothing')}{' '}
        <Text span c="dimmed">
          {t.rich('system.dryRunBy', { name: startedBy.name, time })}
        </Text>
      </Text>
      {removals.length > 0 && (
        <DataTable
          label={t('system.dryRun')}
          columns={columns}
          rows={removals.map(removal => ({ ...removal, id: removal.kind }))}
        />
      )}
    </Stack>
  )
}

const columns: Column<Removal & { id: string }>[] = [
  { title: t('system.removalKindTitle'), cell: ({ kind }) => removalKindLabel(kind) },
  { title: t('system.removalCount'), cell: ({ count }) => formatCount(count) },
  { title: t('system.removalSize'), cell: ({ bytes }) => (bytes ? formatBytes(bytes) : '–') },
  { title: t('system.examples'), cell: ({ examples }) => <Examples examples={examples} /> },
]

function Examples({ examples }: { examples: Removal['examples'] }) {
  return (
    <Stack gap={2}>
      {examples.slice(0, MAX_EXAMPLES).map(({ description, bytes }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two versions of a file have the same description, and the list never changes
        <Text key={index} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {bytes > 0 ? t('system.example', { what: description, size: formatBytes(bytes) }) : description}
        </Text>
      ))}
    </Stack>
  )
}
