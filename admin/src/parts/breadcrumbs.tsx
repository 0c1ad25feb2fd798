import { Link } from 'react-router'
import { t } from '../texts/texts.ts'
import classes from './breadcrumbs.module.css'

/** The place of a page: links to the pages above it, and its own name. */
export function Breadcrumbs({ parents, current }: { parents: { to: string; label: string }[]; current: string }) {
  return (
    <nav aria-label={t('shell.breadcrumbs')}>
      <ol className={classes.list}>
        {parents.map(({ to, label }) => (
          <li key={to}>
            <Link to={to}>{label}</Link>
          </li>
        ))}
        <li aria-current="page">{current}</li>
      </ol>
    </nav>
  )
}
