import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** One attempt to deliver an event, or a test. */
export const DeliveryFields = graphql(`
  fragment DeliveryFields on WebhookDelivery @_unmask {
    id
    at
    attempt
    httpStatus
    durationMs
    answer
    error {
      code
      message
    }
    event {
      id
      action
      summary
    }
  }
`)

export type Delivery = ResultOf<typeof DeliveryFields>
