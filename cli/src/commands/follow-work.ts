import { reconnect } from '../api/reconnect.ts'
import type { CommandContext } from '../command.ts'

/** How long the progress of work is followed without one answer of Lectern, in milliseconds. */
const giveUpAfterMs = 300_000

type Work = { id: string; finishedAt: string | null }

/**
 * Yields the states of work until it is over, beginning with `first`. `read` reads the work, and `subscribe` follows it.
 * Continues after a lost connection with the state of that moment.
 */
export async function* followWork<W extends Work>(
  { output, signal }: CommandContext,
  first: W,
  { read, subscribe }: { read: (first: W) => Promise<W>; subscribe: () => AsyncIterable<W> },
): AsyncGenerator<W> {
  yield first
  if (first.finishedAt !== null) return
  const open = async function* () {
    for await (const work of subscribe()) {
      // A subscription by package may follow later work of it.
      if (work.id !== first.id) break
      yield work
      if (work.finishedAt !== null) return
    }
    yield await read(first)
  }
  const onLost = () => output.note('The connection to Lectern was lost. The work goes on there. Connecting again.')
  for (let last = first; last.finishedAt === null; )
    for await (last of reconnect(open, { giveUpAfterMs, onLost, signal })) yield last
}
