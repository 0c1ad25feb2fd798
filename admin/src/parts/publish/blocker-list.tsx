import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import classes from './blocker-list.module.css'
import type { Publication } from './publication.ts'

/**
 * The blockers of a publication, each with a link to its file. The server's message includes the fix. `onLeave`: a link was
 * clicked.
 */
export function BlockerList({ blockers, onLeave }: Props) {
  return (
    <ul className={classes.blockers} aria-label={t('publish.blockers')}>
      {blockers.map(({ code, message, path }) => (
        <li key={`${code} ${path} ${message}`}>
          {path && (
            <Anchor component={Link} to={`?show=files&file=${encodeURIComponent(path)}`} onClick={onLeave} inherit>
              <code>{path}</code>
            </Anchor>
          )}
          {message}
        </li>
      ))}
    </ul>
  )
}

type Props = { blockers: Publication['blockers']; onLeave?: () => void }
