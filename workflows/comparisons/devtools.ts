import type { Readable, Writable } from 'node:stream'

type Message = { id?: number; result?: unknown; error?: { message: string }; method?: string; sessionId?: string }
type Listener = { method: string; sessionId: string; listener: () => void }

/** A command of the DevTools protocol to the browser, or to the page of a session. */
export type Send = <Result = object>(method: string, params?: object, sessionId?: string) => Promise<Result>

/** The connection to a browser by the DevTools protocol. */
export type DevTools = {
  send: Send
  /** Calls `listener` for each event of this name in a session, until the result is disposed. */
  on(method: string, sessionId: string, listener: () => void): Disposable
}

/**
 * Speaks the DevTools protocol through two pipes, so that no port is open that a page could reach. Messages are JSON with
 * a zero byte at their end. Commands fail when the browser ends.
 */
export function openDevTools(input: Writable, output: Readable): DevTools {
  let lastId = 0
  let isClosed = false
  const pending = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>()
  const listeners = new Set<Listener>()
  const receive = ({ id, result, error, method, sessionId }: Message) => {
    if (id !== undefined) {
      const call = pending.get(id)
      pending.delete(id)
      if (error) call?.reject(new Error(`Chromium: ${error.message}`))
      else call?.resolve(result as never)
    } else for (const one of listeners) if (one.method === method && one.sessionId === sessionId) one.listener()
  }
  let parts: string[] = []
  output.setEncoding('utf8')
  output.on('data', (text: string) => {
    const [first = '', ...messages] = text.split('\0')
    parts.push(first)
    for (const rest of messages) {
      receive(JSON.parse(parts.join('')))
      parts = [rest]
    }
  })
  const close = () => {
    isClosed = true
    for (const { reject } of pending.values()) reject(new Error('Chromium ended'))
    pending.clear()
  }
  output.on('close', close)
  // The pipe breaks when the browser ends. The output closes then, too.
  input.on('error', close)
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new Error('Chromium ended'))
        pending.set(++lastId, { resolve, reject })
        input.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`)
      }),
    on(method, sessionId, listener) {
      const added = { method, sessionId, listener }
      listeners.add(added)
      return { [Symbol.dispose]: () => void listeners.delete(added) }
    },
  }
}
