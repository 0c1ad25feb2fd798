import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Access } from '@lectern/schema/context'
import { LRUCache } from 'lru-cache'
import type { createApi } from '../api/yoga.ts'
import { matches } from './range.ts'

/** For how long an answer holds, in milliseconds: what changes is told at the origin within a second. */
const moment = 950
/** Bytes of all answers that are remembered, and of one at most. */
const memory = { maxSize: 16 * 1024 ** 2, maxEntrySize: 1024 ** 2 }

type Answer = { status: number; headers: Record<string, string>; body: Buffer; etag: string; flawless: boolean }
type Public = Extract<Access, { kind: 'public' }>
type Underway = { answer: Promise<Answer>; until: number }

/** Is this a question whose answer everybody gets alike? By GET, and not as a stream. */
export const isPlainQuestion = ({ method, headers }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') && !/event-stream|multipart/i.test(headers.accept ?? '')

/**
 * Answers public questions by GET, remembered for a moment by their whole address, so that a page which a thousand pupils open at once asks
 * once. `caching`: the `Cache-Control` of a flawless answer; no other is remembered.
 */
export function openAnswers(api: ReturnType<typeof createApi>, caching: string) {
  const sizeCalculation = ({ body }: Answer, key: string) => body.length + key.length
  const kept = new LRUCache<string, Answer>({ ...memory, sizeCalculation, ttl: moment })
  const underway = new Map<string, Underway>()

  async function ask(path: string, accept: string, access: Access): Promise<Answer> {
    const response = await api.fetch(
      new URL(path, 'http://content'),
      { headers: { accept } },
      {
        enter: () => ({ access }),
        caching,
      },
    )
    const headers = { ...Object.fromEntries(response.headers), 'access-control-allow-origin': '*' }
    const body = Buffer.from(await response.arrayBuffer())
    const flawless = response.status === 200 && response.headers.get('cache-control') === caching
    const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22)
    return { status: response.status, headers, body, etag, flawless }
  }

  /** What began to be asked too long ago is asked anew: it may not know of what has changed since. */
  async function answerTo(key: string, work: () => Promise<Answer>): Promise<Answer> {
    const now = performance.now()
    const other = underway.get(key)
    if (other && other.until > now) return other.answer
    const own = { answer: work(), until: now + moment }
    underway.set(key, own)
    try {
      const answer = await own.answer
      const left = Math.floor(own.until - performance.now())
      if (answer.flawless && left > 0) kept.set(key, answer, { ttl: left })
      return answer
    } finally {
      if (underway.get(key) === own) underway.delete(key)
    }
  }

  return async (message: IncomingMessage, response: ServerResponse, path: string, { own }: Public): Promise<void> => {
    const { accept = '*/*', 'if-none-match': known } = message.headers
    const access: Access = { kind: 'public', fresh: true, own }
    const key = `${own ?? ''} ${accept} ${path}`
    send(message, response, kept.get(key) ?? (await answerTo(key, () => ask(path, accept, access))), known)
  }
}

function send(
  { method }: IncomingMessage,
  response: ServerResponse,
  { status, headers, body, etag, flawless }: Answer,
  known: string | undefined,
): void {
  const about = flawless ? { ...headers, etag: `"${etag}"` } : headers
  if (flawless && matches(known, etag)) return void response.writeHead(304, about).end()
  response.writeHead(status, { ...about, 'content-length': body.length }).end(method === 'HEAD' ? undefined : body)
}
