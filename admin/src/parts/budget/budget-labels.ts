import { capitalize, formatQuantity } from '../../format/count.ts'
import { formatEstimate, formatMoney, type Money } from '../../format/money.ts'
import type { Budget } from './budget.ts'
import { formatDate, formatMonth } from './months.ts'

type BudgetAmounts = Pick<Budget, 'limit' | 'spent' | 'reserved'>

/** What is left of the limit, less than nothing where it is passed; null where there is none. Reserved money is not left. */
export function remainingBudget({ limit, spent, reserved }: BudgetAmounts): Money | null {
  return limit && { ...limit, amount: limit.amount - spent.amount - reserved.amount }
}

/**
 * How much of the bar is spent and reserved, and how much of that lies beyond the limit, each 0 to 100. The bar is as long as the limit, or as
 * what is spent and reserved where that is more.
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

/** An amount of the legend, with the name of its colour in the bar. */
export type LegendItem = { kind: 'spent' | 'reserved' | 'left' | 'over'; name: string; amount: string }

/** What the bar is made of, in its order. Reserved are estimates. */
export function legendItems(budget: BudgetAmounts): LegendItem[] {
  const remaining = remainingBudget(budget)
  const spent: LegendItem = { kind: 'spent', name: 'Spent', amount: formatMoney(budget.spent) }
  const reserved: LegendItem = { kind: 'reserved', name: 'Reserved', amount: formatEstimate(budget.reserved) }
  if (budget.reserved.amount === 0) reserved.amount = formatMoney(budget.reserved)
  if (remaining === null) return [spent, reserved]
  if (remaining.amount < 0)
    return [
      spent,
      reserved,
      { kind: 'over', name: 'Over the limit', amount: formatMoney({ ...remaining, amount: -remaining.amount }) },
    ]
  return [spent, reserved, { kind: 'left', name: 'Left', amount: formatMoney(remaining) }]
}

/** What the bar says to whoever cannot see it. */
export function barLabel(budget: BudgetAmounts): string {
  return legendItems(budget)
    .map(({ name, amount }) => `${name} ${amount}`)
    .join(', ')
}

/** What something of this cost is held against: how much of the month's limit is left. Null where no limit is set. */
export function remainingLabel(budget: Pick<Budget, 'month'> & BudgetAmounts, cost: Money | null): string | null {
  const remaining = remainingBudget(budget)
  if (!remaining || !budget.limit) return null
  const limit = `the ${formatMoney(budget.limit)} for ${formatMonth(budget.month)}`
  if (remaining.amount <= 0) return `Nothing is left of ${limit}.`
  // Rounded to cents, both may be the same.
  const looksEqual = cost && cost.amount > remaining.amount && formatMoney(cost) === formatMoney(remaining)
  return looksEqual
    ? `That is a little more than what is left of ${limit}.`
    : `${capitalize(formatMoney(remaining))} of ${limit} is left.`
}

/** How much stream was or will be paid for: `12 minutes of stream in 4 jobs`. */
export function encodingUseLabel({ minutes, jobs }: { minutes: number; jobs: number }): string {
  const length = minutes < 1 ? 'less than a minute' : formatQuantity(Math.round(minutes), 'minute')
  return `${length} of stream in ${formatQuantity(jobs, 'job')}`
}

/** What is reserved and why, for a month without a bar that shows it; else only why. */
export function reservedLabel({ limit, reserved }: Pick<Budget, 'limit' | 'reserved'>): string {
  const reason = 'what videos that are being made ready will cost'
  if (limit) return `Reserved is ${reason}.`
  return reserved.amount > 0 ? `${capitalize(formatEstimate(reserved))} more is reserved: ${reason}.` : ''
}

/** Whose prices amounts are made from: `list price of 3 March 2026, us-east-1, before discounts`. */
export function listPriceLabel({ date, region }: Budget['prices']): string {
  return `list price of ${formatDate(date)}, ${region}, before discounts`
}
