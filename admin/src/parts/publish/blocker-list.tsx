import { t } from '../../texts/texts.ts'
import classes from './blocker-list.module.css'
import type { Publication } from './publication.ts'

/** The blockers of a publication, each with its file. The server's message includes the fix. */
export function BlockerList({ blockers }: { blockers: Publication['blockers'] }) {
  return (
    <ul className={classes.blockers} aria-label={t('publish.blockers')}>
      {blockers.map(({ code, message, path }) => (
        <li key={`${code} ${path} ${message}`}>
          {path && <code>{path}</code>}
          {message}
        </li>
      ))}
    </ul>
  )
}
