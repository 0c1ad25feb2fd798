import { recordCountedRefusals, recordRefusal } from '@lectern/domain/access/refused-sign-ins'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Database } from '@lectern/domain/database'
import type { Log } from '../log.ts'
import { networkOf } from '../rate-limiter.ts'
import { currentRequest } from '../request.ts'

/** Records a refused sign-in or API token of the current request. Does not throw. */
export type RecordRefusal = (refusal: {
  what: 'SIGN_IN' | 'TOKEN'
  reason: string
  /** The account that was tried, if the request names one. */
  email?: string
}) => Promise<void>

const minuteMs = 60_000
/** After the minute of a refusal is over, its count is final. */
const countDelayMs = minuteMs + 5_000
/** How many refusals of a minute a process brings to the database. A flood of them must not slow it down. */
const maxRecordedPerMinute = 60

/**
 * Creates the recorder of refusals. The first one of a network and minute gets an event; the others are counted, and
 * their number is recorded a minute later.
 */
export function createRefusalRecorder(database: Database, log: Log): RecordRefusal {
  let minute = 0
  let networks = new Set<string>()
  let counted = 0
  let isCountPlanned = false
  const logFailure = (error: unknown) => log.error({ err: error }, 'A refused sign-in could not be recorded')

  function planCount(): void {
    if (isCountPlanned) return
    isCountPlanned = true
    const recordCount = () => {
      isCountPlanned = false
      const more = counted
      counted = 0
      change(database, systemActor, tx => recordCountedRefusals(tx, more)).catch(logFailure)
    }
    setTimeout(recordCount, countDelayMs).unref()
  }

  /** Whether this is the first refusal of a network in this minute, and there were not too many networks. */
  function isFirst(network: string): boolean {
    const now = Math.floor(Date.now() / minuteMs)
    if (now !== minute) {
      minute = now
      networks = new Set()
    }
    if (networks.has(network) || networks.size >= maxRecordedPerMinute) return false
    networks.add(network)
    return true
  }

  return async ({ what, reason, email }) => {
    const { id: requestId, ip } = currentRequest() ?? {}
    const network = networkOf(ip ?? '')
    if (!isFirst(network)) {
      counted++
      return planCount()
    }
    try {
      const known = { where: { email: email ?? '' }, select: { id: true, name: true } }
      const person = email ? ((await database.user.findUnique(known)) ?? undefined) : undefined
      const refusal = { what, reason, person, network }
      const { isCounted } = await change(database, systemActor, tx => recordRefusal(tx, refusal, { ip, requestId }))
      if (isCounted) planCount()
    } catch (error) {
      logFailure(error)
    }
  }
}
