import { Context } from '@temporalio/activity'
import { finalFailure } from './final-failure.ts'
import { refusalOf } from './refusal.ts'

/** How often an activity sends a heartbeat, in milliseconds. */
const heartbeatIntervalMs = 1_000

/**
 * Sends heartbeats while an activity runs. Without them, a killed worker is noticed only after the activity's full
 * timeout, and the activity never learns that it was canceled. An activity that a service refuses for good is not
 * retried.
 */
export function withHeartbeat<Arguments extends unknown[], Result>(activity: (...args: Arguments) => Promise<Result>) {
  return async (...args: Arguments): Promise<Result> => {
    const context = Context.current()
    const timer = setInterval(() => context.heartbeat(), heartbeatIntervalMs)
    try {
      return await activity(...args)
    } catch (error) {
      // Report a failure caused by a cancellation as the cancellation.
      context.cancellationSignal.throwIfAborted()
      const refusal = refusalOf(error)
      if (!refusal) throw error
      context.log.warn('A service refused an activity for good', { error: String(error) })
      throw finalFailure(refusal.code, refusal.message)
    } finally {
      clearInterval(timer)
    }
  }
}

/** The signal that aborts the current activity. */
export const cancellationSignal = (): AbortSignal => Context.current().cancellationSignal

/**
 * Repeats `work` at an interval beside the activity's own work. Stop it with `using`. A failed call runs again at the
 * next interval.
 */
export function repeatEvery(intervalMs: number, work: () => Promise<void>): Disposable {
  const { log } = Context.current()
  const timer = setInterval(() => {
    work().catch(error => log.warn('A periodic task failed; it runs again at the next interval', { error }))
  }, intervalMs)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
