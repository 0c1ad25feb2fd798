import { setTimeout as sleep } from 'node:timers/promises'
import { isPermitted } from '@lectern/domain/access/permissions'
import { forbidden } from '@lectern/domain/errors'
import { initContextCache } from '@pothos/core'
import { requireCaller } from '../access/require-package.ts'
import type { Context } from '../context.ts'
import { freshRights } from '../live-query.ts'

/** Processes report themselves as often. */
const tickMs = 5_000

/**
 * The state of the installation: at once, then every 5 seconds, because most of it is outside of Postgres and nobody
 * reports its changes. Checks the right to see it before each state; FORBIDDEN ends the stream when it is lost.
 */
export async function systemChanged(context: Context): Promise<AsyncGenerator<{ checkedAt: Date }>> {
  requireReader(context)
  return follow(context)
}

async function* follow(context: Context): AsyncGenerator<{ checkedAt: Date }> {
  const rights = freshRights(context)
  // A report makes the next tick load the rights again.
  const stopReports = rights.wakeSource(() => {})
  try {
    while (!context.signal.aborted) {
      await rights.refresh()
      requireReader(context)
      // Pothos caches the selections of nested fields by context. They contain the permissions of the previous state.
      Object.assign(context, initContextCache())
      yield { checkedAt: new Date() }
      await sleep(tickMs, undefined, { signal: context.signal, ref: false }).catch(() => {})
    }
  } finally {
    stopReports()
  }
}

function requireReader(context: Context): void {
  if (!isPermitted(requireCaller(context), 'system.read')) throw forbidden('see the state of the system')
}
