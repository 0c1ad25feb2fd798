import { formatList } from '../../format/count.ts'
import { formatEstimate, formatExactMoney, formatMoney, type Money } from '../../format/money.ts'
import { t } from '../../texts/texts.ts'
import type { Budget } from './budget.ts'
import { formatDate, formatMonth } from './months.ts'

type BudgetAmounts = Pick<Budget, 'limit' | 'spent' | 'reserved'>

/** The limit minus what is spent and reserved. Negative over the limit, null without a limit. */
export function remainingBudget({ limit, spent, reserved }: BudgetAmounts): Money | null {
  return limit && { ...limit, amount: limit.amount - spent.amount - reserved.amount }
}

/**
 * The segments of the bar, each from 0 to 100 percent: spent, reserved, and the part over the limit. The whole bar is
 * the limit, or what is spent and reserved if that is more.
 */
export function barPercents({ limit, spent, reserved }: BudgetAmounts): {
  spent: number
  reserved: number
  over: number
} {
  const committed = spent.amount + reserved.amount
  const barTotal = Math.max(limit?.amount ?? 0, committed)
  if (barTotal <= 0) return { spent: 0, reserved: 0, over: 0 }
  const toPercent = (amount: number) => (amount / barTotal) * 100
  const over = limit ? Math.max(0, committed - limit.amount) : 0
  return { spent: toPercent(spent.amount), reserved: toPercent(reserved.amount), over: toPercent(over) }
}

/** An entry of the legend. `kind` selects its color. */
export type LegendItem = { kind: 'spent' | 'reserved' | 'left' | 'over'; name: string; amount: string }

/** The entries of the legend, in the order of the bar. Reserved amounts are estimates. */
export function legendItems(budget: BudgetAmounts): LegendItem[] {
  const remaining = remainingBudget(budget)
  const reservedAmount =
    budget.reserved.amount === 0 ? formatExactMoney(budget.reserved) : formatEstimate(budget.reserved)
  const items: LegendItem[] = [
    { kind: 'spent', name: t('budget.legendSpent'), amount: formatExactMoney(budget.spent) },
    { kind: 'reserved', name: t('budget.legendReserved'), amount: reservedAmount },
  ]
  if (remaining === null) return items
  if (remaining.amount >= 0)
    return [...items, { kind: 'left', name: t('budget.legendLeft'), amount: formatExactMoney(remaining) }]
  const over = formatExactMoney({ ...remaining, amount: -remaining.amount })
  return [...items, { kind: 'over', name: t('budget.legendOver'), amount: over }]
}

/** The bar in words, for screen readers. */
export function barLabel(budget: BudgetAmounts): string {
  return formatList(legendItems(budget).map(({ name, amount }) => t('budget.legendItem', { name, amount })))
}

/** How much of the month's limit is left to pay for `cost`. Null without a limit. */
export function remainingLabel(budget: Pick<Budget, 'month'> & BudgetAmounts, cost: Money | null): string | null {
  const remaining = remainingBudget(budget)
  if (!remaining || !budget.limit) return null
  const month = formatMonth(budget.month)
  const limit = formatMoney(budget.limit)
  if (remaining.amount <= 0) return t('budget.nothingLeft', { month, limit })
  // Rounded to cents, both amounts may look the same.
  const looksEqual = cost && cost.amount > remaining.amount && formatMoney(cost) === formatMoney(remaining)
  return looksEqual
    ? t('budget.slightlyOver', { month, limit })
    : t('budget.left', { month, left: formatMoney(remaining), limit })
}

/** How much video was or will be processed: `12 minutes of processed video in 4 jobs`. */
export function encodingUseLabel({ minutes, jobs }: { minutes: number; jobs: number }): string {
  return minutes < 1
    ? t('budget.encodingUseUnderMinute', { jobs })
    : t('budget.encodingUse', { minutes: Math.round(minutes), jobs })
}

/** Explains reserved money. Includes the amount in a month without a bar; empty if nothing is reserved then. */
export function reservedLabel({ limit, reserved }: Pick<Budget, 'limit' | 'reserved'>): string {
  if (limit) return t('budget.reserved')
  return reserved.amount > 0 ? t('budget.reservedAmount', { amount: formatEstimate(reserved) }) : ''
}

/** The prices that amounts are based on: `List prices of March 3, 2026, us-east-1, before discounts.` */
export function listPriceLabel({ date, region }: Budget['prices']): string {
  return t('budget.listPrices', { date: formatDate(date), region })
}
