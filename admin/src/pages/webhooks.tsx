import { lazy } from 'react'
import { useQuery } from 'urql'
import { PageInfoFields } from '../graphql/page-info.ts'
import { graphql } from '../graphql/tada.ts'
import { useHasPermissionEverywhere } from '../graphql/use-has-permission.ts'
import { Forbidden } from '../parts/access/forbidden.tsx'
import { useCursorPages } from '../parts/cursor-pager.tsx'
import { DialogButton } from '../parts/dialog-button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { ListPage } from '../parts/list-page.tsx'
import { useRefetchOnEvents } from '../parts/use-refetch-on-events.ts'
import { WebhookFields, webhookActions } from '../parts/webhooks/webhook.ts'
import { WebhookTable } from '../parts/webhooks/webhook-table.tsx'
import { t } from '../texts/texts.ts'
import { PlusIcon, WebhookIcon } from '../theme/icons.tsx'

const CreateWebhookDialog = lazy(() => import('../parts/webhooks/create-webhook-dialog.tsx'))

const WebhooksQuery = graphql(
  `
    query Webhooks($first: Int, $after: String, $last: Int, $before: String) {
      webhooks(first: $first, after: $after, last: $last, before: $before) {
        totalCount
        pageInfo {
          ...PageInfoFields
        }
        nodes {
          id
          ...WebhookFields
        }
      }
    }
  `,
  [PageInfoFields, WebhookFields],
)

/** The webhooks, oldest first. */
export default function WebhooksPage() {
  const [{ data, error }, refetch] = useQuery({
    query: WebhooksQuery,
    variables: useCursorPages(50),
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnEvents(webhookActions, refetch)
  const canManage = useHasPermissionEverywhere('webhook.manage')
  if (data && !data.webhooks) return <Forbidden permission="webhook.read" />
  return (
    <ListPage
      title={t('webhooks.title')}
      action={
        canManage && (
          <DialogButton
            label={t('webhooks.create')}
            leftSection={<PlusIcon />}
            dialog={close => <CreateWebhookDialog close={close} />}
          />
        )
      }
      help={t('webhooks.help')}
      error={error}
      retry={() => refetch({ requestPolicy: 'network-only' })}
      list={data?.webhooks ?? undefined}
      empty={
        <EmptyState icon={<WebhookIcon />} title={t('webhooks.emptyTitle')} order={2}>
          {t('webhooks.empty')}
        </EmptyState>
      }
      listTitle={t('webhooks.all')}
      pagesLabel={t('webhooks.pages')}
      table={rows => <WebhookTable webhooks={rows} />}
    />
  )
}
