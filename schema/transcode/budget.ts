import { invalidInput } from '@lectern/domain/errors'
import type { JobSums } from '@lectern/domain/transcode/cost/job-sums'
import { spending } from '@lectern/domain/transcode/cost/spending'
import { permits } from '../access/permits.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import type { Settings } from '../services.ts'
import { EncodingUse } from './encoding-usage.ts'
import { Money, MoneyInput, type MoneyShape, moneyOf } from './money.ts'
import { setBudget } from './set-budget.ts'

/** A month's budget. `isCurrent`: it is the month in which we are. */
export type BudgetShape = JobSums & {
  month: string
  isCurrent: boolean
  limit: MoneyShape | null
  limitMicros: bigint | null
  currency: string
}

const Prices = builder.objectRef<Settings['prices']>('Prices').implement({
  description: 'The region and date of the price list that estimates use.',
  fields: t => ({
    region: t.exposeString('region', { description: 'The region of AWS, such as eu-central-1.' }),
    date: t.expose('date', { type: 'Date', description: 'Since when the list is valid.' }),
  }),
})

export const Budget = builder.objectRef<BudgetShape>('Budget').implement({
  description: 'The limit for encoding in a month, and what was spent.',
  fields: t => ({
    month: t.expose('month', { type: 'Date', description: 'The first day of the month.' }),
    limit: t.expose('limit', { type: Money, nullable: true, description: 'Null: no limit.' }),
    spent: t.field({
      type: Money,
      description: 'What the jobs that ended in the month cost, by the price list.',
      resolve: ({ costMicros, currency }) => moneyOf(costMicros, currency)!,
    }),
    reserved: t.field({
      type: Money,
      description: 'Estimates of jobs that are not over.',
      resolve: ({ reservedMicros, currency }) => moneyOf(reservedMicros, currency)!,
    }),
    use: t.field({
      description: 'The jobs on which it was spent.',
      type: EncodingUse,
      resolve: sums => sums,
    }),
    prices: t.field({
      description: 'The price list behind all amounts, before discounts and taxes.',
      type: Prices,
      resolve: (_budget, _args, context) => context.services.settings.prices,
    }),
  }),
})

/** Returns the budget of the month that contains this day. Null: the current month. */
async function budgetOf(
  {
    services: {
      database,
      settings: { encodingSettings, prices },
    },
  }: Context,
  day: string | null,
): Promise<BudgetShape> {
  const row = await database.budget.findUniqueOrThrow({ where: { id: 1 } })
  const currency = row.currency ?? prices.currency
  const spent = await spending(database, { currency, timeZone: encodingSettings.timeZone, day })
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: encodingSettings.timeZone }).format()
  const month = `${(day ?? today).slice(0, 7)}-01`
  const isCurrent = today.startsWith(month.slice(0, 7))
  return {
    ...spent,
    month,
    isCurrent,
    limit: moneyOf(row.monthlyMicros, currency),
    limitMicros: row.monthlyMicros,
    currency,
  }
}

builder.queryField('budget', t =>
  t.field({
    permission: 'budget.read',
    description: '`month`: any day of the month. Default: the current month.',
    type: Budget,
    nullable: true,
    args: { month: t.arg({ type: 'Date' }) },
    resolve: (_root, { month }, context) => (permits(context) ? budgetOf(context, month ?? null) : null),
  }),
)

builder.mutationField('setBudget', t =>
  t.field({
    permission: 'budget.update',
    description: 'Sets the monthly limit. Null: no limit.',
    type: Budget,
    nullable: true,
    args: { monthly: t.arg({ type: MoneyInput }) },
    resolve: async (_root, { monthly }, context) => {
      await setBudget(context, monthly ? amountOf(monthly, context) : null)
      return budgetOf(context, null)
    },
  }),
)

/** @throws ClientError INVALID_INPUT for a currency other than that of the prices, and for an invalid amount */
function amountOf(
  { amount, currency }: MoneyShape,
  {
    services: {
      settings: { prices },
    },
  }: Context,
) {
  if (currency !== prices.currency)
    throw invalidInput(
      'monthly.currency',
      `Prices are in ${prices.currency}. Enter the budget in ${prices.currency} too.`,
    )
  if (!(amount >= 0 && amount <= 1e9))
    throw invalidInput('monthly.amount', 'This amount is out of range. Enter 0 to 1,000,000,000, or null for no limit.')
  return { amountMicros: BigInt(Math.round(amount * 1e6)), currency }
}
