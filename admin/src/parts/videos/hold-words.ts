import { about } from '../../text/money.ts'
import type { Budget } from '../budget/budget.ts'
import { leftWords } from '../budget/budget-words.ts'
import { heldCost } from './cost-words.ts'
import type { Transcode } from './transcode.ts'

/** Does the budget hold any of these videos? */
export function isHeld({ status, videos }: Pick<Transcode, 'status' | 'videos'>): boolean {
  return status === 'WAITING_FOR_BUDGET' || (videos?.nodes.some(({ held }) => held) ?? false)
}

/** What somebody has to know who may decide: what the videos cost, and how much of the month is left; as far as either is known. */
export function holdWords(transcode: Pick<Transcode, 'estimatedCost' | 'videos'>, budget: Budget | null): string {
  const cost = heldCost(transcode)
  const costs = cost && `Making these videos ready costs ${about(cost)}.`
  return [costs, budget && leftWords(budget, cost)].filter(Boolean).join(' ')
}
