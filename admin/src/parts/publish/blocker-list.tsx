import classes from './blocker-list.module.css'
import type { Publication } from './publication.ts'
import { mendOf } from './publication-words.ts'

/** Why a publication is held back: each reason with its file and the way on, which several reasons often share. */
export function BlockerList({ blockers }: { blockers: Publication['blockers'] }) {
  const ways = [...new Set(blockers.map(blocker => mendOf(blocker.code)))]
  return (
    <ul className={classes.blockers} aria-label="What holds it back">
      {ways.map(way => (
        <li key={way}>
          <ul>
            {blockers
              .filter(blocker => mendOf(blocker.code) === way)
              .map(({ code, message, path }) => (
                <li key={`${code} ${path} ${message}`}>
                  {path && <code>{path}</code>}
                  {message}
                </li>
              ))}
          </ul>
          <p>{way}</p>
        </li>
      ))}
    </ul>
  )
}
