import { wake } from '../clients/temporal.ts'
import type { Wakeable } from '../contract.ts'
import type { Deps } from './deps.ts'

/** Wakes a workflow; one that cannot be reached now is found by the sweep, so that is a warning and nothing more. */
export async function wakeQuietly({ temporal, log }: Pick<Deps, 'temporal' | 'log'>, what: Wakeable): Promise<void> {
  try {
    await wake(temporal, what, 5_000)
  } catch (error) {
    log.warn({ what, error: String(error) }, 'A wake-up was lost; the sweep will find it')
  }
}
