import { Context } from '@temporalio/activity'

/** How often an activity says that it is alive, in milliseconds. */
const heartbeatIntervalMs = 1_000

/**
 * Makes an activity say that it is alive while it works: one that is silent is only missed at its whole time-out when its worker was killed,
 * and never hears of its cancellation.
 */
export function withHeartbeat<Arguments extends unknown[], Result>(activity: (...args: Arguments) => Promise<Result>) {
  return async (...args: Arguments): Promise<Result> => {
    const context = Context.current()
    const timer = setInterval(() => context.heartbeat(), heartbeatIntervalMs)
    try {
      return await activity(...args)
    } catch (error) {
      // Whatever a cancellation broke off is no failure of its own.
      context.cancellationSignal.throwIfAborted()
      throw error
    } finally {
      clearInterval(timer)
    }
  }
}

/** The signal that ends the present activity. */
export const cancellationSignal = (): AbortSignal => Context.current().cancellationSignal

/** Does something again and again beside the activity's work; stop it with `using`. What fails is tried again the next time. */
export function repeatEvery(intervalMs: number, work: () => Promise<void>): Disposable {
  const { log } = Context.current()
  const timer = setInterval(() => {
    work().catch(error => log.warn('This time it failed; it is done again the next time', { error }))
  }, intervalMs)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
