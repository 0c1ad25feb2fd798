import { capital, counted } from '../../text/count.ts'
import { about, type Money, money } from '../../text/money.ts'
import type { Budget } from './budget.ts'
import { dayOf, monthName } from './months.ts'

type Amounts = Pick<Budget, 'limit' | 'spent' | 'reserved'>

/** What is left of the limit, less than nothing where it is passed; null where there is none. Reserved money is not left. */
export function leftOf({ limit, spent, reserved }: Amounts): Money | null {
  return limit && { ...limit, amount: limit.amount - spent.amount - reserved.amount }
}

/**
 * How much of the bar is spent and reserved, and how much of that lies beyond the limit, each 0 to 100. The bar is as long as the limit, or as
 * what is spent and reserved where that is more.
 */
export function shares({ limit, spent, reserved }: Amounts): { spent: number; reserved: number; over: number } {
  const taken = spent.amount + reserved.amount
  const whole = Math.max(limit?.amount ?? 0, taken)
  if (whole <= 0) return { spent: 0, reserved: 0, over: 0 }
  const share = (amount: number) => (amount / whole) * 100
  const over = limit ? Math.max(0, taken - limit.amount) : 0
  return { spent: share(spent.amount), reserved: share(reserved.amount), over: share(over) }
}

/** An amount of the legend, with the name of its colour in the bar. */
export type Part = { of: 'spent' | 'reserved' | 'left' | 'over'; name: string; amount: string }

/** What the bar is made of, in its order. Reserved are estimates. */
export function parts(budget: Amounts): Part[] {
  const left = leftOf(budget)
  const spent: Part = { of: 'spent', name: 'Spent', amount: money(budget.spent) }
  const reserved: Part = { of: 'reserved', name: 'Reserved', amount: about(budget.reserved) }
  if (budget.reserved.amount === 0) reserved.amount = money(budget.reserved)
  if (left === null) return [spent, reserved]
  if (left.amount < 0)
    return [spent, reserved, { of: 'over', name: 'Over the limit', amount: money({ ...left, amount: -left.amount }) }]
  return [spent, reserved, { of: 'left', name: 'Left', amount: money(left) }]
}

/** What the bar says to whoever cannot see it. */
export function barWords(budget: Amounts): string {
  return parts(budget)
    .map(({ name, amount }) => `${name} ${amount}`)
    .join(', ')
}

/** What something of this cost is held against: how much of the month's limit is left. Null where no limit is set. */
export function leftWords(budget: Pick<Budget, 'month'> & Amounts, cost: Money | null): string | null {
  const left = leftOf(budget)
  if (!left || !budget.limit) return null
  const limit = `the ${money(budget.limit)} for ${monthName(budget.month)}`
  if (left.amount <= 0) return `Nothing is left of ${limit}.`
  // Rounded to cents, both may be the same.
  const same = cost && cost.amount > left.amount && money(cost) === money(left)
  return same ? `That is a little more than what is left of ${limit}.` : `${capital(money(left))} of ${limit} is left.`
}

/** How much stream was or will be paid for: `12 minutes of stream in 4 jobs`. */
export function streamAmount({ minutes, jobs }: { minutes: number; jobs: number }): string {
  const length = minutes < 1 ? 'less than a minute' : counted(Math.round(minutes), 'minute')
  return `${length} of stream in ${counted(jobs, 'job')}`
}

/** What is reserved and why, for a month without a bar that shows it; else only why. */
export function reservedWords({ limit, reserved }: Pick<Budget, 'limit' | 'reserved'>): string {
  const why = 'what videos that are being made ready will cost'
  if (limit) return `Reserved is ${why}.`
  return reserved.amount > 0 ? `${capital(about(reserved))} more is reserved: ${why}.` : ''
}

/** Whose prices amounts are made from: `list price of 3 March 2026, us-east-1, before discounts`. */
export function listPrice({ date, region }: Budget['prices']): string {
  return `list price of ${dayOf(date)}, ${region}, before discounts`
}
