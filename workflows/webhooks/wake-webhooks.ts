import { setTimeout as sleep } from 'node:timers/promises'
import { auditLogChange, changesChannel, heartbeat, listen } from '@lectern/domain/listen'
import { openWebhooks } from '@lectern/domain/webhooks/open-webhooks'
import type { Services } from '../services.ts'
import { tryWake } from '../wake.ts'

/** The shortest time between two wakes by one worker, in milliseconds. */
const minIntervalMs = 250

type WakeServices = Pick<Services, 'database' | 'temporal' | 'log'>

/**
 * Wakes the webhooks that have something to deliver, after each event of the audit log and after each reconnect. What is
 * lost meanwhile, the reconciler finds.
 */
export function openWebhookWaker(services: WakeServices, databaseUrl: string): { close(): Promise<void> } {
  const { log } = services
  let isDue = false
  let waking: Promise<void> | null = null
  const wake = () => {
    isDue = true
    waking ??= wakeWhileDue().finally(() => {
      waking = null
    })
  }
  const listener = listen(databaseUrl, 'lectern webhooks', {
    channels: [changesChannel],
    onNotification: payload => payload === auditLogChange && wake(),
    onConnected: wake,
    onLost: error => log.warn({ err: error }, 'Lost the Postgres connection that wakes webhooks. Reconnecting'),
    check: heartbeat,
  })
  return {
    close: async () => {
      await listener.close()
      isDue = false
      await waking
    },
  }

  async function wakeWhileDue(): Promise<void> {
    while (isDue) {
      isDue = false
      await wakeReady(services).catch(error => log.warn({ err: error }, 'Could not wake webhooks'))
      await sleep(minIntervalMs)
    }
  }
}

async function wakeReady(services: WakeServices): Promise<void> {
  const webhooks = await openWebhooks(services.database)
  for (const { id, isReady } of webhooks) if (isReady) await tryWake(services, { workflow: 'webhook', webhookId: id })
}
