import { capitalize, formatQuantity } from '../../format/count.ts'
import { formatEstimate, formatMoney } from '../../format/money.ts'
import { encodingUseLabel } from '../budget/budget-labels.ts'
import type { Transcode, Video } from './transcode.ts'

type TranscodeCosts = Pick<
  Transcode,
  'status' | 'finishedAt' | 'jobs' | 'minutes' | 'estimatedCost' | 'cost' | 'savedCost' | 'videosReused' | 'videos'
>

/**
 * What streams cost: estimated as long as they are being made, afterwards what they did cost. Null where none is made and nothing is known.
 * `price` and `rest` make one sentence; the first is what the price list explains.
 */
export function costLabel(transcode: TranscodeCosts): { price: string | null; explanation: string } | null {
  const { jobs, finishedAt, status } = transcode
  if (jobs === 0) return null
  if (!finishedAt) return estimateLabel(transcode)
  if (!transcode.cost) return null
  const price = capitalize(formatMoney(transcode.cost))
  if (status === 'SUCCEEDED') return { price, explanation: ` for ${encodingUseLabel(transcode)}` }
  if (transcode.cost.amount === 0) return { price: null, explanation: 'It has cost nothing' }
  return { price, explanation: ' for what was made; the rest has cost nothing' }
}

function estimateLabel(transcode: TranscodeCosts): { price: string; explanation: string } | null {
  const { status, estimatedCost, cost } = transcode
  if (status === 'WAITING_FOR_VIDEOS' || !estimatedCost || estimatedCost.amount === 0) return null
  // A sum that some videos are missing from would only seem cheap.
  if (transcode.videos?.nodes.some(isMissingEstimate)) return null
  const spent = cost && cost.amount > 0 ? `; ${formatMoney(cost)} of it so far` : ''
  return {
    price: capitalize(formatEstimate(estimatedCost)),
    explanation: ` for ${encodingUseLabel(transcode)}${spent}`,
  }
}

const isMissingEstimate = ({ status, encodedAs, estimatedCost }: Video) =>
  encodedAs === null && estimatedCost === null && ['UPLOADED', 'QUEUED', 'TRANSCODING'].includes(status)

/** What was there already and need not be paid: `3 videos were made earlier and save about $0.30`. Null where nothing was. */
export function savingsLabel({ savedCost, videosReused, finishedAt }: TranscodeCosts): string | null {
  if (!savedCost || savedCost.amount === 0) return null
  const isPlural = videosReused !== 1
  const videos =
    videosReused === 0
      ? 'Videos that were made earlier'
      : `${formatQuantity(videosReused, 'video')} ${isPlural ? 'were' : 'was'} made earlier and`
  return `${videos} ${finishedAt ? 'saved' : isPlural ? 'save' : 'saves'} ${formatEstimate(savedCost)}`
}

/** What the videos will cost that the budget holds, each stream once; null where nobody knows. */
export function pausedCost({
  estimatedCost,
  videos,
}: Pick<Transcode, 'estimatedCost' | 'videos'>): Transcode['estimatedCost'] {
  const listedVideos = videos?.nodes ?? []
  // Of a list that is cut off, the whole must do.
  if (listedVideos.length < (videos?.totalCount ?? 0)) return estimatedCost
  const pausedCosts = new Map(listedVideos.filter(isPaused).map(video => [video.contentHash, video.estimatedCost]))
  const knownCosts = [...pausedCosts.values()].filter(cost => cost !== null)
  const [first] = knownCosts
  return first ? { ...first, amount: knownCosts.reduce((sum, { amount }) => sum + amount, 0) } : null
}

const isPaused = ({ pausedForBudget, encodedAs }: Pick<Video, 'pausedForBudget' | 'encodedAs'>) =>
  pausedForBudget && encodedAs === null
