import { formatEstimate } from '../../format/money.ts'
import { t } from '../../texts/texts.ts'
import type { BudgetDetails } from './budget.ts'

/** What waits in all: `3 videos of 2 packages wait, about $0.31.` */
export function waitingTotal({ waiting, spent: { currency } }: Pick<BudgetDetails, 'waiting' | 'spent'>): string {
  const sum = (amountOf: (one: BudgetDetails['waiting'][number]) => number) =>
    waiting.reduce((total, one) => total + amountOf(one), 0)
  return t('budget.waitingTotal', {
    videos: sum(({ videos }) => videos),
    packages: waiting.length,
    amount: formatEstimate({ amount: sum(({ estimatedCost }) => estimatedCost.amount), currency }),
  })
}
