import { z } from 'zod'
import type { Change, Event } from '../../audit/change.ts'
import { type Database, Prisma, type Tx } from '../../database.ts'
import { rows } from '../../rows.ts'
import { lockBudget } from './budget.ts'
import { spending } from './spending.ts'
import { waitingForBudget } from './spending-details.ts'

/** The parts of a monthly limit at which people get a mail, in percent. */
export const alertPercents = [80, 100] as const

/** How long a worker may take to mail an alert before another one tries, in minutes. */
const claimMinutes = 10

/** What counts against a monthly limit: spent and reserved millionths, and how many videos do not fit into it. */
type BudgetUse = { usedMicros: bigint; limitMicros: bigint; waitingVideos: number }

/**
 * Returns the parts of the limit that are reached. All of it is also reached when videos wait for it: they do not fit, whatever
 * is left.
 */
export const reachedPercents = ({ usedMicros, limitMicros, waitingVideos }: BudgetUse): number[] =>
  waitingVideos > 0
    ? [...alertPercents]
    : alertPercents.filter(percent => usedMicros > 0n && usedMicros * 100n >= limitMicros * BigInt(percent))

const alertRow = z.object({
  /** The first day of the month. */
  month: z.string(),
  percent: z.number(),
  limitMicros: z.bigint(),
  currency: z.string(),
  usedMicros: z.bigint(),
  waitingVideos: z.number(),
  reachedAt: z.date(),
  mailedAt: z.date().nullable(),
})

/** A part of a monthly limit that was reached, and when that was mailed. */
export type BudgetAlertRow = z.infer<typeof alertRow>

const columnsSql = Prisma.sql`to_char(month, 'YYYY-MM-DD') AS month, percent, limit_micros AS "limitMicros", currency,
  used_micros AS "usedMicros", waiting_videos AS "waitingVideos", reached_at AS "reachedAt", mailed_at AS "mailedAt"`

const monthSql = (timeZone: string) => Prisma.sql`date_trunc('month', now() AT TIME ZONE ${timeZone})::date`

/**
 * Records the parts of the current month's limit that were reached since the last call, each once for a limit. The lock of
 * the budget serializes several callers. If all of it was reached at once, only that is mailed.
 */
export async function recordBudgetAlerts(tx: Tx, timeZone: string): Promise<Change<BudgetAlertRow[]>> {
  const { monthlyMicros: limitMicros, currency } = await lockBudget(tx)
  if (limitMicros === null || currency === null) return { result: [] }
  const { costMicros, reservedMicros } = await spending(tx, { currency, timeZone })
  const usedMicros = costMicros + reservedMicros
  // A video that was held in another month, or under a lower limit, may fit now and only wait to be resumed.
  const waiting = (await waitingForBudget(tx)).filter(({ estimateMicros }) => usedMicros + estimateMicros > limitMicros)
  const use = { limitMicros, usedMicros, waitingVideos: waiting.reduce((sum, { videos }) => sum + videos, 0) }
  const reached = reachedPercents(use)
  const sql = Prisma.sql`
    INSERT INTO budget_alert (month, percent, limit_micros, currency, used_micros, waiting_videos)
    SELECT ${monthSql(timeZone)}, percent, ${limitMicros}, ${currency}, ${use.usedMicros}, ${use.waitingVideos}
    FROM unnest(${reached}::int[]) AS percent
    ON CONFLICT DO NOTHING RETURNING ${columnsSql}`
  const recorded = (await rows(tx, alertRow, sql)).sort((one, other) => one.percent - other.percent)
  const last = recorded.at(-1)
  if (last)
    await tx.$executeRaw`
      UPDATE budget_alert SET mailed_at = now()
      WHERE month = ${last.month}::date AND limit_micros = ${limitMicros} AND currency = ${currency}
        AND percent < ${last.percent} AND mailed_at IS NULL`
  return { result: recorded, events: recorded.map(alertEvent) }
}

const alertEvent = ({ month, percent, limitMicros, currency, usedMicros, waitingVideos }: BudgetAlertRow): Event => ({
  action: 'budget.alertReached',
  ...{ subjectType: 'Budget', subjectId: '1' },
  summary: `Reached ${percent}% of the monthly budget`,
  after: {
    ...{ month, percent, currency, waitingVideos },
    ...{ limitMicros: Number(limitMicros), usedMicros: Number(usedMicros) },
  },
})

/**
 * Claims an alert of the current month that was not mailed, for ten minutes. Null if there is none, or if others have
 * claimed them. An alert for a limit that no longer holds is not mailed.
 */
export async function claimBudgetAlert(tx: Tx, timeZone: string): Promise<Change<BudgetAlertRow | null>> {
  const sql = Prisma.sql`
    UPDATE budget_alert SET claimed_at = now()
    WHERE (month, percent, limit_micros, currency) IN (
      SELECT alert.month, alert.percent, alert.limit_micros, alert.currency
      FROM budget_alert AS alert JOIN budget ON budget.monthly_micros = alert.limit_micros AND budget.currency = alert.currency
      WHERE alert.month = ${monthSql(timeZone)} AND alert.mailed_at IS NULL
        AND coalesce(alert.claimed_at < now() - make_interval(mins => ${claimMinutes}), true)
      ORDER BY alert.percent DESC LIMIT 1 FOR UPDATE OF alert)
    RETURNING ${columnsSql}`
  const [claimed] = await rows(tx, alertRow, sql)
  return { result: claimed ?? null }
}

/** Records that an alert was mailed. */
export async function recordAlertMailed(tx: Tx, alert: BudgetAlertRow): Promise<Change<null>> {
  const { month, percent, limitMicros, currency } = alert
  await tx.$executeRaw`
    UPDATE budget_alert SET mailed_at = now()
    WHERE month = ${month}::date AND percent = ${percent} AND limit_micros = ${limitMicros} AND currency = ${currency}`
  return { result: null }
}

/** The alerts of the month of `day` (null: the current one) for this limit, the smallest part first. */
export function budgetAlerts(
  database: Database,
  { limitMicros, currency, month }: { limitMicros: bigint; currency: string; month: string },
): Promise<BudgetAlertRow[]> {
  const sql = Prisma.sql`
    SELECT ${columnsSql} FROM budget_alert
    WHERE month = ${month}::date AND limit_micros = ${limitMicros} AND currency = ${currency} ORDER BY percent`
  return rows(database, alertRow, sql)
}
