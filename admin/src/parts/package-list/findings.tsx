import { t } from '../../texts/texts.ts'
import classes from './findings.module.css'
import type { ListedPackage } from './listed-package.ts'

/** The errors and warnings of a draft, as two numbers in their colors. Their words are read aloud and in the tooltip. */
export function Findings({ draft }: { draft: ListedPackage['draft'] }) {
  if (!draft) return t('packageList.none')
  const { errors, warnings } = draft.findingCounts
  const help = [
    errors > 0 && t('packageList.errors', { count: errors }),
    warnings > 0 && t('packageList.warnings', { count: warnings }),
  ].filter(text => text !== false)
  const label = help.join(', ') || t('packageList.noFindings')
  return (
    <span className={classes.findings} role="img" aria-label={label} title={label}>
      {errors > 0 && <b data-severity="error">{errors}</b>}
      {errors > 0 && warnings > 0 && ' · '}
      {warnings > 0 && <b data-severity="warning">{warnings}</b>}
      {errors + warnings === 0 && '0'}
    </span>
  )
}
