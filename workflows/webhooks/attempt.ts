import type { Webhook } from '@lectern/domain/database'
import type { Problem } from '@lectern/domain/errors'
import type { DeliveryOutcome } from '@lectern/domain/webhooks/record-delivery'
import { OutboundError } from '../outbound/outbound-url.ts'
import type { Services } from '../services.ts'
import { unsealSigningKey } from './secret.ts'
import { signMessage } from './signed-message.ts'

/** How much of an answer is kept, in bytes. */
const keptAnswerBytes = 1024

/**
 * Sends a body to a subscriber once. Every answer and every failure is an outcome; only a canceled `signal` throws.
 */
export async function attemptDelivery(
  { outbound, secret }: Pick<Services, 'outbound' | 'secret'>,
  webhook: Pick<Webhook, 'url' | 'secret'>,
  { id, body }: { id: string; body: string },
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const at = new Date()
  const outcomeOf = (rest: Omit<DeliveryOutcome, 'at' | 'durationMs'>): DeliveryOutcome => ({
    at,
    durationMs: Date.now() - at.getTime(),
    ...rest,
  })
  const key = openKey(secret, webhook.secret)
  if (!key) return outcomeOf({ httpStatus: null, answer: null, error: unreadableSecret })
  try {
    const message = signMessage(key, id, at, body)
    const answer = await outbound({ url: webhook.url, method: 'POST', ...message, signal })
    const { status: httpStatus } = answer
    return outcomeOf({ httpStatus, answer: answerText(answer.body), error: statusProblem(httpStatus) })
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    return outcomeOf({ httpStatus: error.httpStatus, answer: null, error: error.problem })
  }
}

function openKey(secret: string, sealed: Uint8Array): Buffer | null {
  try {
    return unsealSigningKey(secret, sealed)
  } catch {
    return null
  }
}

const unreadableSecret: Problem = {
  code: 'SECRET_UNREADABLE',
  message: 'The secret was encrypted with another LECTERN_SECRET. Delete the webhook and create it again.',
}

/** Only 2xx means that the subscriber accepted the message. */
function statusProblem(status: number): Problem | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400)
    return { code: 'REDIRECTED', message: `The subscriber answered ${status}. Lectern follows no redirects.` }
  return { code: 'NOT_ACCEPTED', message: `The subscriber answered ${status}.` }
}

/** The beginning of an answer as text that Postgres can store. */
const answerText = (body: Buffer): string => body.subarray(0, keptAnswerBytes).toString('utf8').replaceAll('\0', '')
