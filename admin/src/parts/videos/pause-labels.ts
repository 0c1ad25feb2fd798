import { formatEstimate } from '../../format/money.ts'
import { t } from '../../texts/texts.ts'
import type { Budget } from '../budget/budget.ts'
import { remainingLabel } from '../budget/budget-labels.ts'
import { pausedCost } from './cost-labels.ts'
import type { Transcode } from './transcode.ts'

/** Returns whether the budget pauses any of the videos. */
export function hasPausedVideos({ status, videos }: Pick<Transcode, 'status' | 'videos'>): boolean {
  return status === 'WAITING_FOR_BUDGET' || (videos?.nodes.some(({ pausedForBudget }) => pausedForBudget) ?? false)
}

/** What the paused videos cost, and how much of the month's budget is left. Omits what is unknown. */
export function pauseLabel(transcode: Pick<Transcode, 'estimatedCost' | 'videos'>, budget: Budget | null): string {
  const cost = pausedCost(transcode)
  const costSentence = cost && t('videos.pausedCost', { cost: formatEstimate(cost) })
  return [costSentence, budget && remainingLabel(budget, cost)].filter(Boolean).join(' ')
}
