import { setTimeout as sleep } from 'node:timers/promises'
import { type DocumentNode, Kind, OperationTypeNode, print } from '@0no-co/graphql.web'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { CommandError } from '../exit-codes.ts'
import { ApiError, ConnectionError, retryAfterMs } from './api-error.ts'
import type { TadaDocumentNode } from './graphql.ts'

/** Where Lectern is (the admin's origin), and the token to send there. */
export type Credentials = { url: string; token: string }

/** How long a response to an operation may take, in milliseconds. */
const requestTimeoutMs = 60_000
/** How long an event stream may be silent, in milliseconds. The server sends a comment every 12 seconds. */
const maxSilenceMs = 45_000
/** How long an operation is tried again in all, in milliseconds. */
const retryForMs = 60_000

/** Sends operations to the API. Throws an ApiError or a ConnectionError. No error contains the token. */
export class ApiClient {
  readonly url: string
  readonly #token: string
  #hasAnswered = false

  constructor({ url, token }: Credentials) {
    this.url = url
    this.#token = token
  }

  /**
   * Executes a query or mutation. Waits and tries again when there were too many requests, and a query also when Lectern
   * is not available any more. An address that has never answered is probably wrong.
   */
  async execute<Result, Variables>(
    document: TadaDocumentNode<Result, Variables>,
    variables: Variables,
    signal?: AbortSignal,
  ): Promise<Result> {
    const giveUpAt = Date.now() + retryForMs
    for (;;) {
      try {
        return await this.#executeOnce(document, variables, signal)
      } catch (error) {
        const waitMs = retryAfterMs(error)
        // A mutation without an answer may have been executed.
        const mayRepeat = (isQuery(document) && this.#hasAnswered) || (error as CommandError).code === 'RATE_LIMITED'
        if (waitMs === null || !mayRepeat || Date.now() + waitMs > giveUpAt) throw error
        await sleep(waitMs, undefined, { signal })
      }
    }
  }

  async #executeOnce<Result, Variables>(
    document: TadaDocumentNode<Result, Variables>,
    variables: Variables,
    signal?: AbortSignal,
  ): Promise<Result> {
    const timeout = AbortSignal.timeout(requestTimeoutMs)
    const response = await this.#send(document, variables, 'application/json', signal ? [signal, timeout] : [timeout])
    return this.#resultOf(response, signal)
  }

  /**
   * Yields the results of a subscription until the server ends it. Throws a ConnectionError when the connection ends
   * before that.
   */
  async *subscribe<Result, Variables>(
    document: TadaDocumentNode<Result, Variables>,
    variables: Variables,
    signal?: AbortSignal,
  ): AsyncGenerator<Result> {
    const abort = new AbortController()
    const silence = setTimeout(() => abort.abort(), maxSilenceMs)
    try {
      const signals = signal ? [signal, abort.signal] : [abort.signal]
      const response = await this.#send(document, variables, 'text/event-stream', signals)
      if (!response.headers.get('content-type')?.startsWith('text/event-stream'))
        return yield await this.#resultOf<Result>(response, signal)
      const events = response
        .body!.pipeThrough(onEachChunk(() => silence.refresh()))
        .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
        .pipeThrough(new EventSourceParserStream())
      for await (const { event, data } of readEvents(events, signal)) {
        if (event === 'complete') return
        if (event === 'next' || event === undefined) yield dataOf<Result>(JSON.parse(data))
      }
      throw new ConnectionError('The connection to Lectern was closed.')
    } finally {
      clearTimeout(silence)
      abort.abort()
    }
  }

  async #send<Result, Variables>(
    document: TadaDocumentNode<Result, Variables>,
    variables: Variables,
    accept: string,
    signals: AbortSignal[],
  ): Promise<Response> {
    try {
      const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json', accept }
      const body = JSON.stringify({ query: print(document), variables })
      const signal = AbortSignal.any(signals)
      return await fetch(`${this.url}/graphql`, { method: 'POST', headers, body, signal, redirect: 'manual' })
    } catch (error) {
      // The first signal that is not ours ends the program, and that is not an error of the connection.
      if (signals.length > 1 && signals[0]!.aborted) throw error
      throw new ConnectionError(`Lectern does not answer at ${this.url} (${reasonOf(error)}). Check the address.`)
    }
  }

  async #resultOf<Result>(response: Response, signal?: AbortSignal): Promise<Result> {
    const location = response.headers.get('location')
    if (response.status >= 300 && response.status < 400)
      throw new ConnectionError(
        `${this.url} redirects to ${location ?? 'another address'}. Use the address of the admin, as it is in a browser.`,
      )
    const text = await response.text().catch(error => {
      if (signal?.aborted) throw error
      throw new ConnectionError(`Lectern's answer from ${this.url} is incomplete (${reasonOf(error)}).`)
    })
    const result = parseResult<Result>(text)
    this.#hasAnswered ||= result !== null
    if (result) return dataOf(result)
    throw new ConnectionError(
      `${this.url} answered with status ${response.status} and not as Lectern does. Check the address.`,
    )
  }
}

type OperationResult<Result> = { data?: Result | null; errors?: ConstructorParameters<typeof ApiError>[0][] }

function dataOf<Result>({ data, errors }: OperationResult<Result>): Result {
  const [error] = errors ?? []
  if (error) throw new ApiError(error)
  return data as Result
}

/** Returns null for a text that is not a result of GraphQL. */
function parseResult<Result>(text: string): OperationResult<Result> | null {
  try {
    const result = JSON.parse(text)
    return result && typeof result === 'object' && ('data' in result || 'errors' in result) ? result : null
  } catch {
    return null
  }
}

const isQuery = ({ definitions }: Pick<DocumentNode, 'definitions'>) =>
  definitions.some(
    definition => definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.QUERY,
  )

async function* readEvents<Event>(events: ReadableStream<Event>, signal?: AbortSignal): AsyncGenerator<Event> {
  try {
    yield* events
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ConnectionError(`The connection to Lectern was lost (${reasonOf(error)}).`)
  }
}

const onEachChunk = (callback: () => void) =>
  new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      callback()
      controller.enqueue(chunk)
    },
  })

/** Says in a few words why a request failed: the code of the system's error, if there is one. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string } }
  if (name === 'TimeoutError' || name === 'AbortError') return 'no answer in time'
  return cause?.code ?? message
}
