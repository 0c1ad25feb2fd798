import type { Socket } from 'node:net'
import type { Fault } from '../fault.ts'
import type { AccountFolder } from './account-folder.ts'
import { goodCursor, hasNews } from './listing.ts'
import type { Lookout } from './lookout.ts'

/**
 * files/list_folder/longpoll: `changes` as soon as there is something after the cursor, or none after so many seconds. The real one adds up to
 * 90 seconds at random, this one none. A client that hangs up ends the waiting.
 */
export async function longpoll(
  folder: AccountFolder,
  lookout: Lookout,
  { cursor: opaque, timeout }: { cursor: string; timeout: number },
  client: Socket,
  fault?: Fault,
): Promise<{ changes: boolean }> {
  const cursor = goodCursor(folder, opaque, fault)
  lookout.begin()
  await folder.look()
  const waiting = Promise.withResolvers<void>()
  const tell = () => hasNews(folder, cursor) && waiting.resolve()
  const timer = setTimeout(waiting.resolve, timeout * 1000)
  client.once('close', waiting.resolve)
  folder.journal.listeners.add(tell)
  tell()
  await waiting.promise
  folder.journal.listeners.delete(tell)
  client.off('close', waiting.resolve)
  clearTimeout(timer)
  return { changes: hasNews(folder, cursor) }
}
