import { Text } from '@mantine/core'
import { useQuery, useSubscription } from 'urql'
import { PageInfoFields } from '../../graphql/page-info.ts'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { CursorPager, useCursorPages } from '../cursor-pager.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import { DeliveryFields } from './delivery.ts'
import { DeliveryTable } from './delivery-table.tsx'
import { WebhookFields } from './webhook.ts'

const DeliveriesQuery = graphql(
  `
    query Deliveries($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
      node(id: $id) {
        __typename
        id
        ... on Webhook {
          deliveries(first: $first, after: $after, last: $last, before: $before) {
            totalCount
            pageInfo {
              ...PageInfoFields
            }
            nodes {
              id
              ...DeliveryFields
            }
          }
        }
      }
    }
  `,
  [PageInfoFields, DeliveryFields],
)

/** The webhook after each attempt, with the newest one. */
const WebhookChanged = graphql(
  `
    subscription WebhookChanged($id: ID!) {
      webhookChanged(id: $id) {
        id
        ...WebhookFields
        deliveries(first: 1) {
          nodes {
            id
            durationMs
          }
        }
      }
    }
  `,
  [WebhookFields],
)

/** The last attempts to deliver, which follow what is sent. */
export function DeliveriesCard({ id }: { id: string }) {
  const [{ data, error }, refetch] = useQuery({
    query: DeliveriesQuery,
    variables: { id, ...useCursorPages(20, 'deliveries') },
    requestPolicy: 'cache-and-network',
  })
  const [{ data: changed }] = useSubscription({ query: WebhookChanged, variables: { id } })
  useRefetchOnChange(JSON.stringify(changed?.webhookChanged?.deliveries?.nodes ?? null), refetch)
  const deliveries = data?.node?.__typename === 'Webhook' ? data.node.deliveries : null
  return (
    <Card title={t('webhooks.deliveries')}>
      <Text size="sm" c="dimmed" mb="md">
        {t('webhooks.deliveriesHelp')}
      </Text>
      <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
      {!deliveries && !error && <LoadingSkeleton />}
      {deliveries?.nodes.length === 0 && <Text>{t('webhooks.noDeliveries')}</Text>}
      {deliveries && deliveries.nodes.length > 0 && <DeliveryTable deliveries={deliveries.nodes} />}
      {deliveries && (
        <CursorPager pageInfo={deliveries.pageInfo} label={t('webhooks.deliveryPages')} list="deliveries" />
      )}
    </Card>
  )
}
