import { formatEstimate } from '../../format/money.ts'
import type { Budget } from '../budget/budget.ts'
import { remainingLabel } from '../budget/budget-labels.ts'
import { pausedCost } from './cost-labels.ts'
import type { Transcode } from './transcode.ts'

/** Does the budget hold any of these videos? */
export function hasPausedVideos({ status, videos }: Pick<Transcode, 'status' | 'videos'>): boolean {
  return status === 'WAITING_FOR_BUDGET' || (videos?.nodes.some(({ pausedForBudget }) => pausedForBudget) ?? false)
}

/** What somebody has to know who may decide: what the videos cost, and how much of the month is left; as far as either is known. */
export function pauseLabel(transcode: Pick<Transcode, 'estimatedCost' | 'videos'>, budget: Budget | null): string {
  const cost = pausedCost(transcode)
  const costSentence = cost && `Making these videos ready costs ${formatEstimate(cost)}.`
  return [costSentence, budget && remainingLabel(budget, cost)].filter(Boolean).join(' ')
}
