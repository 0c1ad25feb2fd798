import { whoMay } from '@lectern/domain/access/who-may'
import type { Actor as ActorShape } from '@lectern/domain/audit/actor'
import { globalId } from '@lectern/domain/global-id'
import { type BudgetAlertRow, budgetAlerts } from '@lectern/domain/transcode/cost/budget-alerts'
import {
  forecastMicros,
  type MonthlySpendingRow,
  monthlySpending,
  type PackageSpendingRow,
  packageSpending,
  savedByReuse,
  type VideoSpendingRow,
  videoSpending,
  type WaitingPackageRow,
  waitingForBudget,
} from '@lectern/domain/transcode/cost/spending-details'
import { Actor } from '../access/actor.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Budget, type BudgetShape } from './budget.ts'
import { Money, moneyOf } from './money.ts'

/** How many packages and videos of a month are listed. */
const [maxPackages, maxVideos] = [50, 20]

const jobsText = 'How many jobs ended in the month.'

type InCurrency<Row> = Row & { currency: string }

const spentMoney = <Row extends { costMicros: bigint }>({ costMicros, currency }: InCurrency<Row>) =>
  moneyOf(costMicros, currency)!

const MonthlySpending = builder.objectRef<InCurrency<MonthlySpendingRow>>('MonthlySpending').implement({
  fields: t => ({
    month: t.expose('month', { type: 'Date', description: 'The first day of the month.' }),
    spent: t.field({ type: Money, resolve: spentMoney }),
  }),
})

export const PackageSpending = builder.objectRef<InCurrency<PackageSpendingRow>>('PackageSpending').implement({
  description: 'What a package cost in a month.',
  fields: t => ({
    jobs: t.exposeInt('jobs', { description: jobsText }),
    spent: t.field({ type: Money, resolve: spentMoney }),
  }),
})

export const VideoSpending = builder.objectRef<InCurrency<VideoSpendingRow>>('VideoSpending').implement({
  description: 'What a video cost in a month.',
  fields: t => ({
    path: t.exposeString('path', { nullable: true, description: 'Null: its package no longer has it.' }),
    jobs: t.exposeInt('jobs', { description: jobsText }),
    spent: t.field({ type: Money, resolve: spentMoney }),
  }),
})

export const WaitingPackage = builder.objectRef<InCurrency<WaitingPackageRow>>('WaitingPackage').implement({
  description: 'A package with videos that wait for the budget.',
  fields: t => ({
    transcodeId: t.id({
      description: 'The transcode for `releaseBudgetHold`.',
      resolve: ({ transcodeId }) => globalId('Transcode', transcodeId),
    }),
    videos: t.exposeInt('videos', { description: 'How many of its videos wait.' }),
    estimatedCost: t.field({
      description: 'What these videos cost together.',
      type: Money,
      resolve: ({ estimateMicros, currency }) => moneyOf(estimateMicros, currency)!,
    }),
  }),
})

export const BudgetAlert = builder.objectRef<BudgetAlertRow>('BudgetAlert').implement({
  description: 'A part of the monthly limit that was reached.',
  fields: t => ({
    percent: t.exposeInt('percent'),
    reachedAt: t.expose('reachedAt', { type: 'DateTime' }),
    mailedAt: t.expose('mailedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When those who may change the budget got a mail, or a later part was reached at once.',
    }),
  }),
})

const monthOf = ({ month, currency }: BudgetShape, { services }: Context) => ({
  ...{ currency, timeZone: services.settings.encodingSettings.timeZone },
  day: month,
})

/** Adds the currency of a budget to rows of its amounts. */
const inCurrency = async <Row>({ currency }: BudgetShape, rows: Promise<Row[]>): Promise<InCurrency<Row>[]> =>
  (await rows).map(row => ({ ...row, currency }))

builder.objectFields(Budget, t => ({
  months: t.field({
    description: 'The 12 months up to this one, the oldest first.',
    type: [MonthlySpending],
    resolve: (budget, _args, context) =>
      inCurrency(budget, monthlySpending(context.services.database, monthOf(budget, context))),
  }),
  packages: t.field({
    description: `The ${maxPackages} packages that cost most in the month.`,
    type: [PackageSpending],
    resolve: (budget, _args, context) =>
      inCurrency(budget, packageSpending(context.services.database, monthOf(budget, context), maxPackages)),
  }),
  videos: t.field({
    description: `The ${maxVideos} videos that cost most in the month.`,
    type: [VideoSpending],
    resolve: (budget, _args, context) =>
      inCurrency(budget, videoSpending(context.services.database, monthOf(budget, context), maxVideos)),
  }),
  saved: t.field({
    description: 'Estimates of videos whose encoding another package already had.',
    type: Money,
    resolve: async (budget, _args, context) =>
      moneyOf(await savedByReuse(context.services.database, monthOf(budget, context)), budget.currency)!,
  }),
  forecast: t.field({
    description:
      'What the current month will have cost: spent, reserved, and for each day left the average of the last 30 days. Null for other months.',
    type: Money,
    nullable: true,
    resolve: async (budget, _args, context) => {
      if (!budget.isCurrent) return null
      const month = monthOf(budget, context)
      const committed = budget.costMicros + budget.reservedMicros
      return moneyOf(await forecastMicros(context.services.database, month, committed), budget.currency)
    },
  }),
  alerts: t.field({
    description: 'The parts of the limit that the month has reached: 80 and 100 percent. Empty without a limit.',
    type: [BudgetAlert],
    resolve: ({ limitMicros, currency, month }, _args, { services }) =>
      limitMicros === null ? [] : budgetAlerts(services.database, { limitMicros, currency, month }),
  }),
  mailsAlerts: t.boolean({
    description: 'Whether a mail server is configured, so that `mayRelease` get a mail at 80 and at 100 percent.',
    resolve: (_budget, _args, { services }) => services.mailer !== null,
  }),
  mayRelease: t.field({
    description: 'The active people who may change the limit and exceed it, by name, at most 100.',
    type: [Actor],
    resolve: async (_budget, _args, { services }) =>
      (await whoMay(services.database, 'budget.update', { packageId: null })).map(
        ({ id, name }): ActorShape => ({ kind: 'USER', name, userId: id }),
      ),
  }),
  waiting: t.field({
    description: 'The packages with videos that wait for the budget now, whatever the month.',
    type: [WaitingPackage],
    resolve: (budget, _args, { services }) => inCurrency(budget, waitingForBudget(services.database)),
  }),
}))
