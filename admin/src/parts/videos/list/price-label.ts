import { formatEstimate, formatMoney } from '../../../format/money.ts'
import { t } from '../../../texts/texts.ts'
import type { ListedVideo } from './listed-video.ts'

/** What a video costs: the price of its job, the estimate before that, or that its encoding was there. Null if none. */
export function priceLabel({
  status,
  reused,
  cost,
  estimatedCost,
}: Pick<ListedVideo, 'status' | 'reused' | 'cost' | 'estimatedCost'>): string | null {
  if (status === 'NOT_NEEDED') return null
  if (reused) return t('videos.priceReused')
  if (cost) return formatMoney(cost)
  return estimatedCost && status !== 'FAILED' ? formatEstimate(estimatedCost) : null
}
