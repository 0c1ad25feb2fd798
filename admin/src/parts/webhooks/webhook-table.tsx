import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { type Column, DataTable } from '../data-table.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import type { Webhook } from './webhook.ts'
import { actionsLabel, webhookState } from './webhook-labels.ts'

/** Webhooks with their state. Each address leads to the webhook's page. */
export function WebhookTable({ webhooks }: { webhooks: readonly Webhook[] }) {
  const columns: Column<Webhook>[] = [
    {
      title: t('webhooks.address'),
      cell: ({ id, url }) => (
        <Anchor component={Link} to={`/webhooks/${id}`} inherit>
          {url}
        </Anchor>
      ),
    },
    { title: t('webhooks.actions'), cell: ({ actions }) => actionsLabel(actions) },
    { title: t('webhooks.owner'), cell: ({ owner }) => owner.name },
    {
      title: t('webhooks.lastDelivered'),
      cell: ({ lastDeliveredAt }) => (lastDeliveredAt ? <RelativeTime at={lastDeliveredAt} /> : t('common.never')),
    },
    { title: t('webhooks.state'), cell: webhook => <WebhookStateBadge webhook={webhook} /> },
  ]
  return <DataTable label={t('webhooks.title')} columns={columns} rows={webhooks} />
}

const stateTones = { active: 'done', failing: 'failed', paused: 'attention' } as const

/** Whether a webhook delivers. */
export function WebhookStateBadge({ webhook }: { webhook: Webhook }) {
  const state = webhookState(webhook)
  return <Status tone={stateTones[state]}>{t('webhooks.stateOf', { state })}</Status>
}
