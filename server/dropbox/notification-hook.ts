import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { markPollsDue } from '@lectern/domain/sync/auto-sync'
import { z } from 'zod'
import type { Services } from '../open-services.ts'
import { readBody } from '../read-body.ts'
import { withTimeout } from '../with-timeout.ts'

/** A notification names accounts, at most some hundreds of them, and nothing else. */
const maxNotificationBytes = 64 * 1024

const notification = z.object({ list_folder: z.object({ accounts: z.array(z.string()) }) })

/**
 * Takes Dropbox's notifications in: something in this account's Dropbox changed. They only wake: packages that synchronise by themselves are
 * looked at soon. 200 when it is taken, 403 with a wrong signature, 400 for what is no notification, 503 while Postgres is away, so that
 * Dropbox sends it again. A GET is Dropbox asking, once, whether this address is ours.
 */
export function dropboxHook({ configuration, database, log }: Services) {
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
      await withTimeout(markPollsDue(database, accounts))
      respond(200)
    } catch (error) {
      log.warn({ err: error }, 'A notification could not be taken; Dropbox sends it again')
      respond(503, { 'retry-after': '5' })
    }
  }
}

/** As plain text that no browser takes for anything else: whoever asks says what stands in it. */
function answerChallenge({ url }: IncomingMessage, response: ServerResponse): void {
  const challenge = new URL(url ?? '/', 'http://localhost').searchParams.get('challenge')
  if (challenge === null) return void response.writeHead(400).end()
  response.writeHead(200, { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' }).end(challenge)
}

/** Dropbox signs the bytes as they are, with the app's secret. Compared in a time that tells nothing. */
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
