import { InterceptingCall, type Interceptor, Metadata, status } from '@grpc/grpc-js'

/**
 * Fails a call over a closed connection as CANCELLED, like a call that was open when the connection closed. gRPC itself
 * throws, and the SDK's retries call from a timer, where nobody catches: a retry that is due after the connection was
 * closed would end the process. Place it behind the retry interceptor. CANCELLED is not retried.
 */
export const failOnClosedConnection: Interceptor = (options, nextCall) => {
  try {
    return new InterceptingCall(nextCall(options))
  } catch (error) {
    const details = error instanceof Error ? error.message : String(error)
    return new InterceptingCall({
      start(_metadata, listener) {
        setImmediate(() => {
          listener?.onReceiveMessage?.(null)
          listener?.onReceiveStatus?.({ code: status.CANCELLED, details, metadata: new Metadata() })
        })
      },
      sendMessageWithContext() {},
      sendMessage() {},
      startRead() {},
      halfClose() {},
      cancelWithStatus() {},
      getPeer: () => options.host ?? '',
      getAuthContext: () => null,
    })
  }
}
