import { createHmac } from 'node:crypto'

/** A message to a subscriber: its body, and the headers that prove where it comes from. */
export type SignedMessage = { headers: Record<string, string>; body: string }

/**
 * Signs a message by the scheme of standardwebhooks.com. `id` is the same in every attempt to deliver the same thing;
 * `at` is the time of the attempt.
 */
export function signMessage(key: Buffer, id: string, at: Date, body: string): SignedMessage {
  const timestamp = Math.floor(at.getTime() / 1000)
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Lectern',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `v1,${signature}`,
    },
  }
}
