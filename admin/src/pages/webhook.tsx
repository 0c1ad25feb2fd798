import { Stack, Text } from '@mantine/core'
import { useParams } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { useHasPermissionEverywhere } from '../graphql/use-has-permission.ts'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import { Card } from '../parts/card.tsx'
import { Facts } from '../parts/facts.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { PendingPage } from '../parts/pending-page.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { RelativeTime, useNow } from '../parts/relative-time.tsx'
import { useRefetchOnEvents } from '../parts/use-refetch-on-events.ts'
import { DeliveriesCard } from '../parts/webhooks/deliveries-card.tsx'
import { type Webhook, WebhookFields, webhookActions } from '../parts/webhooks/webhook.ts'
import { WebhookActions } from '../parts/webhooks/webhook-actions.tsx'
import { WebhookStateBadge } from '../parts/webhooks/webhook-table.tsx'
import { t } from '../texts/texts.ts'
import NotFoundPage from './not-found.tsx'

const MINUTE_MS = 60_000

const WebhookQuery = graphql(
  `
    query Webhook($id: ID!) {
      node(id: $id) {
        __typename
        id
        ... on Webhook {
          ...WebhookFields
        }
      }
    }
  `,
  [WebhookFields],
)

/** One webhook: its state, its deliveries, and what can be done with it. */
export default function WebhookPage() {
  const id = useParams().id ?? ''
  const [{ data, error }, refetch] = useQuery({
    query: WebhookQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnEvents(webhookActions, refetch)
  const canManage = useHasPermissionEverywhere('webhook.manage')
  const webhook = data?.node?.__typename === 'Webhook' ? data.node : null
  if (data && !webhook) return <NotFoundPage kind="webhook" />
  const parent = { to: '/webhooks', label: t('webhooks.title') }
  const retry = () => refetch({ requestPolicy: 'network-only' })
  if (!webhook) return <PendingPage parent={parent} title={t('pages.webhook')} error={error} retry={retry} />
  return (
    <>
      <ErrorNotice error={error} retry={retry} />
      <Breadcrumbs parents={[parent]} current={webhook.url} />
      <PageTitle>{webhook.url}</PageTitle>
      <Stack gap="xl">
        <WebhookNotice webhook={webhook} />
        {canManage && <WebhookActions webhook={webhook} />}
        <Card title={t('webhooks.details')} aside={<WebhookStateBadge webhook={webhook} />}>
          <WebhookFacts webhook={webhook} />
        </Card>
        <DeliveriesCard id={webhook.id} />
      </Stack>
    </>
  )
}

/** Why the webhook does not deliver, and what happens next. */
function WebhookNotice({ webhook }: { webhook: Webhook }) {
  const { active, pausedReason, lastError, nextAttemptAt } = webhook
  const now = useNow()
  if (!active)
    return (
      <Notice tone="warning">
        {pausedReason && t('webhooks.pausedBecause', { reason: pausedReason })} {t('webhooks.resumeHelp')}
      </Notice>
    )
  if (!lastError) return null
  return (
    <Notice tone="error">
      {t('webhooks.failing', { message: lastError.message })}{' '}
      {nextAttemptAt &&
        (new Date(nextAttemptAt).getTime() - now.getTime() < MINUTE_MS
          ? t('webhooks.nextAttemptSoon')
          : t.rich('webhooks.nextAttempt', { time: () => <RelativeTime at={nextAttemptAt} /> }))}
    </Notice>
  )
}

function WebhookFacts({ webhook }: { webhook: Webhook }) {
  const { actions, owner, createdAt, lastDeliveredAt, cursor } = webhook
  return (
    <Facts
      facts={[
        { title: t('webhooks.owner'), value: owner.name },
        { title: t('webhooks.created'), value: <RelativeTime at={createdAt} /> },
        {
          title: t('webhooks.lastDelivered'),
          value: lastDeliveredAt ? <RelativeTime at={lastDeliveredAt} /> : t('common.never'),
        },
        {
          title: t('webhooks.sends'),
          value: actions.length === 0 ? t('webhooks.everyAction') : <code>{actions.join(', ')}</code>,
        },
        {
          title: t('webhooks.position'),
          value: (
            <Text size="sm" component="code">
              {cursor}
            </Text>
          ),
        },
      ]}
    />
  )
}
