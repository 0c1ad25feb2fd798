import type { Duplex } from 'node:stream'
import type { ExecutionResult } from 'graphql'
import type { Extra, WebSocket } from 'graphql-ws/use/ws'
import { type Member, ResultGroup } from './result-group.ts'

/** The first byte of a text message that is one frame. */
const finalTextFrame = 0x81
const [maxShortBytes, maxMediumBytes] = [125, 0xffff]

/**
 * Sends the results of a subscription as graphql-ws would, but turns each of them into bytes once for all subscriptions that
 * share it. Yields only results with errors, which graphql-ws sends. Asks for the next result when the last one has left
 * the process: a slow client gets the newest state then, and holds no memory. `caller`: the same text for the same caller, if
 * each result is a complete state. Its subscriptions then follow one of them while they get the same states.
 */
export function sendResults(
  { socket, request }: Extra,
  id: string,
  results: AsyncGenerator<ExecutionResult, void>,
  caller: string | null,
): AsyncGenerator<ExecutionResult, void> {
  const sender = new ResultSender(socket, request.socket, id, results, caller)
  return {
    next: () => sender.next(),
    throw: error => results.throw(error),
    return: () => sender.return(),
    [Symbol.asyncIterator]() {
      return this
    },
  } as AsyncGenerator<ExecutionResult, void>
}

type Next = IteratorResult<ExecutionResult, void>
const over: Next = { done: true, value: undefined }

class ResultSender implements Member {
  readonly #socket: WebSocket
  readonly #connection: Duplex
  readonly #results: AsyncGenerator<ExecutionResult, void>
  readonly #caller: string | null
  readonly #prefix: Buffer
  #end: PromiseWithResolvers<Next> = Promise.withResolvers()
  #last: ExecutionResult | undefined
  #isOver = false

  constructor(
    socket: WebSocket,
    connection: Duplex,
    id: string,
    results: AsyncGenerator<ExecutionResult, void>,
    caller: string | null,
  ) {
    this.#socket = socket
    this.#connection = connection
    this.#results = results
    this.#caller = caller
    this.#prefix = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`)
  }

  /** Resolves with the first result that graphql-ws has to send, or with the end. */
  next(): Promise<Next> {
    this.#end = Promise.withResolvers()
    this.ask()
    return this.#end.promise
  }

  async return(): Promise<Next> {
    this.#isOver = true
    ResultGroup.of(this)?.remove(this)
    await this.#results.return()
    this.#end.resolve(over)
    return over
  }

  ask(): void {
    this.#results
      .next()
      .then(next => this.#receive(next))
      .catch(error => {
        ResultGroup.of(this)?.disband()
        this.#end.reject(error)
      })
  }

  send(result: ExecutionResult): void {
    if (this.#isOver) return
    const isNew = result !== this.#last
    this.#last = result
    if (isNew && this.#socket.readyState === this.#socket.OPEN)
      this.#connection.write(frameOf(this.#prefix, textOf(result)), () => this.#askForNext(result))
    else this.#askForNext(result)
  }

  #askForNext(result: ExecutionResult): void {
    if (this.#isOver) return
    if (this.#caller === null) this.ask()
    else ResultGroup.join(result, this.#caller, this)
  }

  #receive(next: Next): void {
    if (this.#isOver) return
    const group = ResultGroup.of(this)
    if (next.done || next.value.errors) {
      group?.disband()
      this.#end.resolve(next)
      return
    }
    // What cannot be text fails here, where the error is this subscription's.
    textOf(next.value)
    if (group) group.end(next.value)
    else this.send(next.value)
  }
}

const texts = new WeakMap<ExecutionResult, Buffer>()

/** Returns a result as JSON, and the end of its message. */
function textOf(result: ExecutionResult): Buffer {
  const known = texts.get(result)
  if (known) return known
  const text = Buffer.from(`${JSON.stringify(result)}}`)
  texts.set(result, text)
  return text
}

/** Returns a WebSocket frame (RFC 6455, section 5.2) of a message in two parts. */
function frameOf(start: Buffer, end: Buffer): Buffer {
  const length = start.length + end.length
  const headerLength = length <= maxShortBytes ? 2 : length <= maxMediumBytes ? 4 : 10
  const frame = Buffer.allocUnsafe(headerLength + length)
  frame[0] = finalTextFrame
  if (headerLength === 2) frame[1] = length
  else if (headerLength === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  start.copy(frame, headerLength)
  end.copy(frame, headerLength + start.length)
  return frame
}
