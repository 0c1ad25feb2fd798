import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { markPollsDue } from '@lectern/domain/sync/auto-sync'
import { withTimeout } from '@lectern/domain/with-timeout'
import { z } from 'zod'
import { hookTimeoutMs } from '../hook-timeout.ts'
import type { ServerServices } from '../open-services.ts'
import { readBody } from '../read-body.ts'

/** The size limit of a notification, which lists at most a few hundred accounts. */
const maxNotificationBytes = 64 * 1024

const notification = z.object({ list_folder: z.object({ accounts: z.array(z.string()) }) })

/**
 * Receives notifications that something changed in the Dropbox of an account. Marks packages with auto-sync as due for
 * polling. Returns 200 if the notification was processed, 403 for a wrong signature, and 400 for an invalid
 * notification. Returns 503 while Postgres is unreachable, so that Dropbox resends it. With a GET, Dropbox verifies
 * once that this address is ours.
 */
export function dropboxHook({ configuration, database, log }: ServerServices) {
  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const respond = (status: number, headers = {}) => void response.writeHead(status, headers).end()
    if (message.method === 'GET') return answerChallenge(message, response)
    if (message.method !== 'POST') return respond(405, { allow: 'GET, POST' })
    const body = await readBody(message, maxNotificationBytes)
    if (!body) return respond(400)
    if (!hasValidSignature(body, message.headers['x-dropbox-signature'], configuration.DROPBOX_APP_SECRET))
      return respond(403)
    const accounts = parseAccounts(body)
    if (!accounts) return respond(400)
    try {
      await withTimeout(markPollsDue(database, accounts), hookTimeoutMs)
      respond(200)
    } catch (error) {
      log.warn({ err: error }, 'Notification not processed. Dropbox will resend it')
      respond(503, { 'retry-after': '5' })
    }
  }
}

/** Echoes the challenge as plain text with `nosniff`, because the sender controls its content. */
function answerChallenge({ url }: IncomingMessage, response: ServerResponse): void {
  const challenge = new URL(url ?? '/', 'http://localhost').searchParams.get('challenge')
  if (challenge === null) return void response.writeHead(400).end()
  response.writeHead(200, { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' }).end(challenge)
}

/** Verifies in constant time that Dropbox signed the raw bytes with the app's secret. */
function hasValidSignature(body: Buffer, header: string | string[] | undefined, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(body).digest()
  const signature = Buffer.from(String(header), 'hex')
  return signature.length === expected.length && timingSafeEqual(signature, expected)
}

function parseAccounts(body: Buffer): string[] | null {
  try {
    return notification.parse(JSON.parse(body.toString('utf8'))).list_folder.accounts
  } catch {
    return null
  }
}
