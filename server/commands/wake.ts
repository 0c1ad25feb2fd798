import { wake } from '@lectern/workflows/clients/temporal'
import type { Wakeable } from '@lectern/workflows/contract'
import type { World } from '../world.ts'

/** Wakes a workflow whose row is written already. A Temporal that is away delays the work, it never fails the click: the sweep wakes it. */
export async function wakeSoon(world: World, what: Wakeable): Promise<void> {
  try {
    await wake(world.temporal, what, 1_000)
  } catch (error) {
    world.log.warn({ err: error, what }, 'A workflow could not be woken now; the sweep will')
  }
}
