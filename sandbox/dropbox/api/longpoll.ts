import type { Socket } from 'node:net'
import type { Fault } from '../../faults/fault.ts'
import type { AccountFolder } from '../folder/account-folder.ts'
import { hasChanges, requireCursor } from './listing.ts'
import type { ChangeWatch } from '../folder/change-watch.ts'

/**
 * files/list_folder/longpoll: `changes` as soon as there is something after the cursor, or none after so many seconds. The real one adds up to
 * 90 seconds at random, this one none. A client that hangs up ends the waiting.
 */
export async function longpoll(
  folder: AccountFolder,
  changeWatch: ChangeWatch,
  { cursor: opaque, timeout }: { cursor: string; timeout: number },
  client: Socket,
  fault?: Fault,
): Promise<{ changes: boolean }> {
  const cursor = requireCursor(folder, opaque, fault)
  changeWatch.start()
  await folder.refresh()
  const waiting = Promise.withResolvers<void>()
  const resolveIfChanged = () => hasChanges(folder, cursor) && waiting.resolve()
  const timer = setTimeout(waiting.resolve, timeout * 1000)
  client.once('close', waiting.resolve)
  folder.journal.listeners.add(resolveIfChanged)
  resolveIfChanged()
  await waiting.promise
  folder.journal.listeners.delete(resolveIfChanged)
  client.off('close', waiting.resolve)
  clearTimeout(timer)
  return { changes: hasChanges(folder, cursor) }
}
