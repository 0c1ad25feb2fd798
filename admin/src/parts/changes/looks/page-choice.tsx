import { t } from '../../../texts/texts.ts'
import { changedShareLabel } from './changed-share.ts'
import classes from './page-choice.module.css'
import type { ComparedPage } from './page-comparison.ts'

/** The pages of a comparison, with how much of each looks different. */
export function PageChoice({ pages, shown, show }: Props) {
  return (
    <nav aria-label={t('looks.pages')}>
      <ul className={classes.list}>
        {pages.map(page => (
          <li key={page.path}>
            <button
              type="button"
              className={classes.page}
              aria-current={page.path === shown ? 'true' : undefined}
              onClick={() => show(page.path)}
            >
              <span className={classes.path}>{page.path}</span>
              <span className={classes.share}>{changedShareLabel(page) ?? t('looks.waiting')}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

type Props = { pages: readonly ComparedPage[]; shown: string; show: (path: string) => void }
