import { Text } from '@mantine/core'
import { formatDateTime } from '../../format/date.ts'
import { t } from '../../texts/texts.ts'
import { type Column, DataTable } from '../data-table.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import type { Delivery } from './delivery.ts'
import classes from './delivery-table.module.css'
import { deliveryLabel } from './webhook-labels.ts'

/** The attempts to deliver, newest first: the event, the result with the receiver's answer, and how long it took. */
export function DeliveryTable({ deliveries }: { deliveries: readonly Delivery[] }) {
  return <DataTable label={t('webhooks.deliveries')} columns={columns} rows={deliveries} />
}

const columns: Column<Delivery>[] = [
  { title: t('webhooks.event'), cell: delivery => <DeliveredEvent delivery={delivery} /> },
  { title: t('webhooks.result'), cell: delivery => <Result delivery={delivery} /> },
  {
    title: t('webhooks.sentAt'),
    cell: ({ at }) => (
      <span title={formatDateTime(new Date(at))}>
        <RelativeTime at={at} />
      </span>
    ),
  },
  { title: t('webhooks.attempt'), cell: ({ attempt }) => attempt },
  {
    title: t('webhooks.duration'),
    cell: ({ durationMs }) => durationMs !== null && t('webhooks.milliseconds', { ms: durationMs }),
  },
]

/** A delivery without an event is a test, or its event is no longer there. Only the first is sent once. */
function DeliveredEvent({ delivery: { event } }: { delivery: Delivery }) {
  if (!event) return t('webhooks.testMessage')
  return (
    <>
      <code className={classes.action}>{event.action}</code>
      <Text size="sm" fw={400}>
        {event.summary}
      </Text>
    </>
  )
}

function Result({ delivery }: { delivery: Delivery }) {
  const { durationMs, error, answer } = delivery
  const tone = durationMs === null ? 'running' : error ? 'failed' : 'done'
  return (
    <>
      <Status tone={tone}>{deliveryLabel(delivery)}</Status>
      {error && <Text>{error.message}</Text>}
      {answer && (
        <details className={classes.answer}>
          <summary>{t('webhooks.showAnswer')}</summary>
          <pre>{answer}</pre>
        </details>
      )}
    </>
  )
}
