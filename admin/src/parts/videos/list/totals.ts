import { formatBytes } from '../../../format/bytes.ts'
import { formatList } from '../../../format/count.ts'
import { formatMoney } from '../../../format/money.ts'
import { t } from '../../../texts/texts.ts'
import { GROUPS, type VideoGroups } from './listed-video.ts'

/**
 * All videos in one line: `12 videos, 43 minutes, 1.2 GB, 10 ready, 1 failed, $0.43 spent`. Length and size only if all
 * are listed.
 */
export function totalsLabel(groups: VideoGroups): string {
  const countOf = (group: (typeof GROUPS)[number]) => groups[group]?.totalCount ?? 0
  const total = GROUPS.reduce((sum, group) => sum + countOf(group), 0)
  const listed = GROUPS.flatMap(group => groups[group]?.nodes ?? [])
  const isComplete = listed.length === total
  const minutes = listed.reduce((sum, { durationSeconds }) => sum + (durationSeconds ?? 0), 0) / 60
  const bytes = listed.reduce((sum, { bytes }) => sum + bytes, 0)
  const counts = GROUPS.filter(group => countOf(group) > 0).map(group =>
    t('videos.totalOf', { group, count: countOf(group) }),
  )
  const cost = groups.transcode?.cost
  return formatList([
    t('videos.total', { count: total }),
    ...(isComplete && minutes > 0 ? [t('videos.totalMinutes', { minutes: Math.ceil(minutes) })] : []),
    ...(isComplete ? [formatBytes(bytes)] : []),
    ...counts,
    ...(cost && cost.amount > 0 ? [t('videos.totalCost', { amount: formatMoney(cost) })] : []),
  ])
}
