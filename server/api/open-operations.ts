import type { WebSocket } from 'graphql-ws/use/ws'

/** The operations that run on connections. They end with their connection. */
export class OpenOperations {
  readonly #byConnection = new WeakMap<object, Map<string, AbortController>>()

  /** Adds an operation. Aborts it at once if the connection was closed meanwhile. */
  add(connection: WebSocket, id: string, operation: AbortController): void {
    if (connection.readyState !== connection.OPEN) {
      operation.abort()
      return
    }
    const operations = this.#byConnection.get(connection) ?? this.#watch(connection)
    operations.set(id, operation)
  }

  /** Forgets an operation that has ended, so that a long connection keeps only what runs. */
  end(connection: WebSocket, id: string): void {
    this.#byConnection.get(connection)?.delete(id)
  }

  #watch(connection: WebSocket): Map<string, AbortController> {
    const operations = new Map<string, AbortController>()
    this.#byConnection.set(connection, operations)
    connection.once('close', () => {
      for (const operation of operations.values()) operation.abort()
    })
    return operations
  }
}
