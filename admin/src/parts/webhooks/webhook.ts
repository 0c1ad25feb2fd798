import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** A webhook, as the list and its own page show it. */
export const WebhookFields = graphql(`
  fragment WebhookFields on Webhook @_unmask {
    id
    url
    actions
    active
    pausedReason
    createdAt
    cursor
    lastDeliveredAt
    nextAttemptAt
    lastError {
      code
      message
    }
    owner {
      name
    }
  }
`)

export type Webhook = ResultOf<typeof WebhookFields>

/** The actions of the audit log after which webhooks are not what they were. */
export const webhookActions = [
  ...['webhook.created', 'webhook.updated', 'webhook.deleted', 'webhook.paused', 'webhook.resumed'],
  ...['webhook.replayed', 'webhook.tested'],
]

export const CreateWebhook = graphql(
  `
    mutation CreateWebhook($input: CreateWebhookInput!) {
      createWebhook(input: $input) {
        secret
        webhook {
          id
          ...WebhookFields
        }
      }
    }
  `,
  [WebhookFields],
)

export const UpdateWebhook = graphql(
  `
    mutation UpdateWebhook($id: ID!, $input: UpdateWebhookInput!) {
      updateWebhook(id: $id, input: $input) {
        id
        ...WebhookFields
      }
    }
  `,
  [WebhookFields],
)

export const DeleteWebhook = graphql(`
  mutation DeleteWebhook($id: ID!) {
    deleteWebhook(id: $id) {
      id
    }
  }
`)

export const TestWebhook = graphql(
  `
    mutation TestWebhook($id: ID!) {
      testWebhook(id: $id) {
        id
        ...WebhookFields
      }
    }
  `,
  [WebhookFields],
)

export const ReplayWebhook = graphql(
  `
    mutation ReplayWebhook($id: ID!, $after: String!) {
      replayWebhook(id: $id, after: $after) {
        id
        ...WebhookFields
      }
    }
  `,
  [WebhookFields],
)
