import { builder } from '../builder.ts'

/** An amount as the API returns it. */
export type MoneyShape = { amount: number; currency: string }

/** Converts millionths of a currency (ISO 4217). Null if either is unknown. */
export const moneyOf = (micros: bigint | null | undefined, currency: string | null | undefined): MoneyShape | null =>
  micros == null || currency == null ? null : { amount: Number(micros) / 1e6, currency }

export const Money = builder.objectRef<MoneyShape>('Money').implement({
  fields: t => ({
    amount: t.exposeFloat('amount'),
    currency: t.exposeString('currency', { description: 'The ISO 4217 code.' }),
  }),
})

export const MoneyInput = builder.inputType('MoneyInput', {
  fields: t => ({
    amount: t.float({ required: true }),
    currency: t.string({ required: true }),
  }),
})
