import { Context } from '@temporalio/activity'

/**
 * Says every second that the activity is alive, does `each` beside it, and gives the signal that ends it: without heartbeats an activity
 * never hears of its cancellation. Stop it with `using`.
 */
export function beating(each: () => Promise<void> = async () => {}): Disposable & { signal: AbortSignal } {
  const context = Context.current()
  const timer = setInterval(() => {
    context.heartbeat()
    each().catch(error => context.log.warn('The lease was not renewed this time', { error: String(error) }))
  }, 1_000)
  return { signal: context.cancellationSignal, [Symbol.dispose]: () => clearInterval(timer) }
}
