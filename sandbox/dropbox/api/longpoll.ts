import type { Socket } from 'node:net'
import type { Fault } from '../../faults/fault.ts'
import type { AccountFolder } from '../folder/account-folder.ts'
import type { ChangeWatch } from '../folder/change-watch.ts'
import { hasChanges, requireCursor } from './listing.ts'

/**
 * Handles files/list_folder/longpoll: returns `changes: true` as soon as there are changes after the cursor, or false
 * after `timeout` seconds. Dropbox adds up to 90 random seconds; this stand-in adds none. Stops waiting when the client
 * hangs up.
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
