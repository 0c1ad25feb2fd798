import classes from './blocker-list.module.css'
import type { Publication } from './publication.ts'

/** Why a publication is held back: each reason with its file. The server's words say the way on, too. */
export function BlockerList({ blockers }: { blockers: Publication['blockers'] }) {
  return (
    <ul className={classes.blockers} aria-label="What holds it back">
      {blockers.map(({ code, message, path }) => (
        <li key={`${code} ${path} ${message}`}>
          {path && <code>{path}</code>}
          {message}
        </li>
      ))}
    </ul>
  )
}
