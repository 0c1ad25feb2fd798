import { builder } from '../builder.ts'
import { type Context, callerOf } from '../context.ts'
import { invalidInput } from '@lectern/domain/errors'
import { isPermitted } from '@lectern/domain/access/permissions'
import { type Spending, spending } from '@lectern/domain/transcode/spending'
import { Money, MoneyInput, type MoneyShape, moneyOf } from './money.ts'
import { EncodingUse } from './encoding-usage.ts'

type BudgetShape = Spending & { month: string; limit: MoneyShape | null; currency: string }

const Prices = builder.objectRef<Context['prices']>('Prices').implement({
  description: 'Where and when the prices were read that estimates are made from.',
  fields: t => ({ region: t.exposeString('region'), date: t.expose('date', { type: 'Date' }) }),
})

const Budget = builder.objectRef<BudgetShape>('Budget').implement({
  description: 'What streams may cost in a month, and what they do cost.',
  fields: t => ({
    month: t.expose('month', { type: 'Date', description: 'Its first day.' }),
    limit: t.expose('limit', { type: Money, nullable: true, description: 'Null: none.' }),
    spent: t.field({ type: Money, resolve: ({ spentMicros, currency }) => moneyOf(spentMicros, currency)! }),
    reserved: t.field({
      type: Money,
      description: 'Estimates of jobs that are not over.',
      resolve: ({ reservedMicros, currency }) => moneyOf(reservedMicros, currency)!,
    }),
    use: t.field({
      description: 'What it was spent on.',
      type: EncodingUse,
      resolve: ({ jobs, seconds, spentMicros }) => ({ jobs, seconds, costMicros: spentMicros }),
    }),
    prices: t.field({ type: Prices, resolve: (_budget, _args, context) => context.prices }),
  }),
})

/** Of the month of a day, by default this one. */
async function budgetOf({ database, encodingSettings, prices }: Context, day: string | null): Promise<BudgetShape> {
  const row = await database.budget.findUniqueOrThrow({ where: { id: 1 } })
  const currency = row.currency ?? prices.currency
  const spent = await spending(database, { currency, timeZone: encodingSettings.timeZone, day })
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: encodingSettings.timeZone }).format()
  return { ...spent, month: `${(day ?? today).slice(0, 7)}-01`, limit: moneyOf(row.monthlyMicros, currency), currency }
}

builder.queryField('budget', t =>
  t.field({
    description: 'Any day of the month; default: this one.',
    type: Budget,
    nullable: true,
    args: { month: t.arg({ type: 'Date' }) },
    resolve: (_root, { month }, context) =>
      isPermitted(callerOf(context), 'budget.read') ? budgetOf(context, month ?? null) : null,
  }),
)

builder.mutationField('setBudget', t =>
  t.field({
    description: 'null: no limit.',
    type: Budget,
    nullable: true,
    args: { monthly: t.arg({ type: MoneyInput }) },
    resolve: async (_root, { monthly }, context) => {
      await context.commands.setBudget(monthly ? amountOf(monthly, context) : null)
      return budgetOf(context, null)
    },
  }),
)

/** @throws ToldError INVALID_INPUT for another currency than the prices', and for what is no amount */
function amountOf({ amount, currency }: MoneyShape, { prices }: Context) {
  if (currency !== prices.currency)
    throw invalidInput(
      'monthly.currency',
      `Prices are in ${prices.currency}. Give the budget in ${prices.currency} too.`,
    )
  if (!(amount >= 0 && amount <= 1e9))
    throw invalidInput(
      'monthly.amount',
      'A budget is an amount from 0 to 1,000,000,000. Give one, or none for no limit.',
    )
  return { amountMicros: BigInt(Math.round(amount * 1e6)), currency }
}
