import { formatPercent } from '../../../format/count.ts'
import { t } from '../../../texts/texts.ts'
import type { ComparedPage } from './page-comparison.ts'

/** Says how much of a page looks different: "12%", "less than 1%", or "looks the same". Null while nobody knows. */
export function changedShareLabel({ changedShare, problem }: Pick<ComparedPage, 'changedShare' | 'problem'>) {
  if (problem) return t('looks.noPicture')
  if (changedShare === null) return null
  if (changedShare === 0) return t('looks.same')
  return changedShare < 0.01 ? t('looks.lessThanOne') : t('looks.share', { percent: formatPercent(changedShare * 100) })
}

/** The pages that are done: with pictures, or with the reason why they have none. */
export const donePages = (pages: readonly ComparedPage[]) =>
  pages.filter(({ changedShare, problem }) => changedShare !== null || problem !== null)
