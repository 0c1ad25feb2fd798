import { formatEstimate, formatMoney } from '../../format/money.ts'
import { t } from '../../texts/texts.ts'
import { encodingUseLabel } from '../budget/budget-labels.ts'
import type { Transcode, Video } from './transcode.ts'

type TranscodeCosts = Pick<
  Transcode,
  'status' | 'finishedAt' | 'jobs' | 'minutes' | 'estimatedCost' | 'cost' | 'savedCost' | 'videosReused' | 'videos'
>

/** A cost: the text that contains its amount, and further details. */
export type CostLabel = { text: 'videos.estimatedCost' | 'videos.actualCost'; amount: string; details: string[] }

/** The cost of processing: an estimate while it runs, then the actual cost. Null without jobs, or if it is unknown. */
export function costLabel(transcode: TranscodeCosts): CostLabel | null {
  const { jobs, finishedAt, status, cost } = transcode
  if (jobs === 0) return null
  if (!finishedAt) return estimateLabel(transcode)
  if (!cost) return null
  const details = status === 'SUCCEEDED' ? [encodingUseLabel(transcode)] : []
  return { text: 'videos.actualCost', amount: formatMoney(cost), details }
}

function estimateLabel(transcode: TranscodeCosts): CostLabel | null {
  const { status, estimatedCost, cost } = transcode
  if (status === 'WAITING_FOR_VIDEOS' || !estimatedCost || estimatedCost.amount === 0) return null
  // A sum without some of the videos would look too cheap.
  if (transcode.videos?.nodes.some(isMissingEstimate)) return null
  const details = [encodingUseLabel(transcode)]
  if (cost && cost.amount > 0) details.push(t('videos.spentSoFar', { amount: formatMoney(cost) }))
  return { text: 'videos.estimatedCost', amount: formatMoney(estimatedCost), details }
}

const isMissingEstimate = ({ status, encodedAs, estimatedCost }: Video) =>
  encodedAs === null && estimatedCost === null && ['UPLOADED', 'QUEUED', 'TRANSCODING'].includes(status)

/** What reused encodings save: `3 videos reused, saving about $0.30`. Null if nothing is saved. */
export function savingsLabel({ savedCost, videosReused }: TranscodeCosts): string | null {
  if (!savedCost || savedCost.amount === 0) return null
  const amount = formatEstimate(savedCost)
  return videosReused === 0
    ? t('videos.reusedWork', { amount })
    : t('videos.reusedVideos', { count: videosReused, amount })
}

/** The estimated cost of the videos that the budget pauses, each encoding once. Null if it is unknown. */
export function pausedCost({
  estimatedCost,
  videos,
}: Pick<Transcode, 'estimatedCost' | 'videos'>): Transcode['estimatedCost'] {
  const listedVideos = videos?.nodes ?? []
  // An incomplete list falls back to the estimate of all videos. So do videos that are encoded again: theirs is the old one.
  const isIncomplete = listedVideos.length < (videos?.totalCount ?? 0)
  if (isIncomplete || listedVideos.some(({ reencoding }) => reencoding?.pausedForBudget)) return estimatedCost
  const pausedCosts = new Map(listedVideos.filter(isPaused).map(video => [video.contentHash, video.estimatedCost]))
  const knownCosts = [...pausedCosts.values()].filter(cost => cost !== null)
  const [first] = knownCosts
  return first ? { ...first, amount: knownCosts.reduce((sum, { amount }) => sum + amount, 0) } : null
}

const isPaused = ({ pausedForBudget, encodedAs }: Pick<Video, 'pausedForBudget' | 'encodedAs'>) =>
  pausedForBudget && encodedAs === null
