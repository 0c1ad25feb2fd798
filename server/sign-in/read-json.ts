import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendApiError } from '../api-error.ts'
import { readBody } from '../read-body.ts'

const maxBodyBytes = 8 * 1024

/**
 * Reads the JSON of a request that a page of the admin sends. Returns null after it has sent a refusal. Other pages can
 * send forms and plain text with a person's cookies, but neither JSON nor the admin's origin.
 */
export async function readJson(
  message: IncomingMessage,
  response: ServerResponse,
  adminOrigin: string,
): Promise<Record<string, unknown> | null> {
  const refuse = (status: number, text: string) => {
    sendApiError(response, status, { code: 'BAD_REQUEST', message: text })
    return null
  }
  if (message.method !== 'POST') return refuse(405, 'Send this request by POST.')
  if (message.headers.origin !== adminOrigin) return refuse(403, 'Send this request from a page of Lectern.')
  if (!/^application\/json\b/i.test(message.headers['content-type'] ?? ''))
    return refuse(415, 'Send JSON, with the header Content-Type: application/json.')
  const bytes = await readBody(message, maxBodyBytes)
  if (!bytes) return refuse(413, 'This request is too long.')
  try {
    const body: unknown = JSON.parse(bytes.toString() || '{}')
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  } catch {}
  return refuse(400, 'The body is not a JSON object.')
}
