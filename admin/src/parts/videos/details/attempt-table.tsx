import { Stack, Title } from '@mantine/core'
import { formatEstimate, formatMoney } from '../../../format/money.ts'
import { t } from '../../../texts/texts.ts'
import { type Column, DataTable } from '../../data-table.tsx'
import { RelativeTime } from '../../relative-time.tsx'
import { Status } from '../../status.tsx'
import { statusTone } from '../video-labels.ts'
import classes from './details.module.css'
import type { Attempt } from './video-details.ts'

/** The attempts to encode a video, the newest first, with what each cost and why it failed. */
export function AttemptTable({ attempts }: { attempts: readonly Attempt[] }) {
  const rows = attempts.map(attempt => ({ ...attempt, id: String(attempt.number) }))
  const columns: Column<(typeof rows)[number]>[] = [
    { title: t('videos.attempt'), cell: ({ number }) => number },
    { title: t('videos.started'), cell: ({ startedAt }) => <RelativeTime at={startedAt} /> },
    {
      title: t('videos.stateColumn'),
      cell: ({ status, isRetry, error }) => (
        <Stack gap={2}>
          <Status tone={statusTone(status)}>{t('videos.state', { status })}</Status>
          {isRetry && <span className={classes.note}>{t('videos.automaticRetry')}</span>}
          {error && <span className={classes.note}>{error.message}</span>}
        </Stack>
      ),
    },
    { title: t('videos.price'), cell: priceOf },
  ]
  return (
    <section>
      <Title order={3} mb="sm">
        {t('videos.attempts')}
      </Title>
      <DataTable label={t('videos.attempts')} columns={columns} rows={rows} />
    </section>
  )
}

function priceOf({ cost, estimatedCost, finishedAt }: Attempt): string {
  if (cost) return formatMoney(cost)
  return estimatedCost && !finishedAt ? formatEstimate(estimatedCost) : '–'
}
