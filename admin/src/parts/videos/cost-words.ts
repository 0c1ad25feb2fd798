import { capital, counted } from '../../text/count.ts'
import { about, money } from '../../text/money.ts'
import { streamAmount } from '../budget/budget-words.ts'
import type { Transcode, Video } from './transcode.ts'

type Costs = Pick<
  Transcode,
  'status' | 'finishedAt' | 'jobs' | 'minutes' | 'estimatedCost' | 'cost' | 'savedCost' | 'videosReused' | 'videos'
>

/**
 * What streams cost: estimated as long as they are being made, afterwards what they did cost. Null where none is made and nothing is known.
 * `price` and `rest` make one sentence; the first is what the price list explains.
 */
export function costWords(transcode: Costs): { price: string | null; rest: string } | null {
  const { jobs, finishedAt, status } = transcode
  if (jobs === 0) return null
  if (!finishedAt) return estimate(transcode)
  if (!transcode.cost) return null
  const price = capital(money(transcode.cost))
  if (status === 'SUCCEEDED') return { price, rest: ` for ${streamAmount(transcode)}` }
  if (transcode.cost.amount === 0) return { price: null, rest: 'It has cost nothing' }
  return { price, rest: ' for what was made; the rest has cost nothing' }
}

function estimate(transcode: Costs): { price: string; rest: string } | null {
  const { status, estimatedCost, cost } = transcode
  if (status === 'WAITING_FOR_VIDEOS' || !estimatedCost || estimatedCost.amount === 0) return null
  // A sum that some videos are missing from would only seem cheap.
  if (transcode.videos?.nodes.some(lacksPrice)) return null
  const spent = cost && cost.amount > 0 ? `; ${money(cost)} of it so far` : ''
  return { price: capital(about(estimatedCost)), rest: ` for ${streamAmount(transcode)}${spent}` }
}

const lacksPrice = ({ status, servedBy, estimatedCost }: Video) =>
  servedBy === null && estimatedCost === null && ['UPLOADED', 'QUEUED', 'TRANSCODING'].includes(status)

/** What was there already and need not be paid: `3 videos were made earlier and save about $0.30`. Null where nothing was. */
export function savedWords({ savedCost, videosReused, finishedAt }: Costs): string | null {
  if (!savedCost || savedCost.amount === 0) return null
  const many = videosReused !== 1
  const videos =
    videosReused === 0
      ? 'Videos that were made earlier'
      : `${counted(videosReused, 'video')} ${many ? 'were' : 'was'} made earlier and`
  return `${videos} ${finishedAt ? 'saved' : many ? 'save' : 'saves'} ${about(savedCost)}`
}

/** What the videos will cost that the budget holds, each stream once; null where nobody knows. */
export function heldCost({
  estimatedCost,
  videos,
}: Pick<Transcode, 'estimatedCost' | 'videos'>): Transcode['estimatedCost'] {
  const listed = videos?.nodes ?? []
  // Of a list that is cut off, the whole must do.
  if (listed.length < (videos?.totalCount ?? 0)) return estimatedCost
  const held = new Map(listed.filter(isHeld).map(video => [video.contentHash, video.estimatedCost]))
  const known = [...held.values()].filter(cost => cost !== null)
  const [first] = known
  return first ? { ...first, amount: known.reduce((sum, { amount }) => sum + amount, 0) } : null
}

const isHeld = ({ held, servedBy }: Pick<Video, 'held' | 'servedBy'>) => held && servedBy === null
