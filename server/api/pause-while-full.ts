import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

/** How much may wait until a client reads it, in bytes. */
const maxBufferedBytes = 1024 * 1024

/**
 * Reads no more messages of a client that does not read their answers. Each ping has an answer, also before the client signs
 * in, so that the answers would fill the memory. The keep-alive of graphql-ws ends connections that stay like this.
 */
export function pauseWhileFull(connection: WebSocket, socket: Duplex): void {
  const pause = () => {
    if (connection.isPaused || connection.bufferedAmount < maxBufferedBytes) return
    connection.pause()
    socket.once('drain', () => connection.resume())
  }
  connection.on('message', pause).on('ping', pause)
}
