import { Button } from '@mantine/core'
import { useState } from 'react'
import { formatQuantity } from '../format/count.ts'
import classes from './path-list.module.css'

const MAX_COLLAPSED_PATHS = 5

/** Paths of files, one a line; of a long list the first few, the rest on demand. */
export function PathList({ paths }: { paths: readonly string[] }) {
  const [isExpanded, setIsExpanded] = useState(false)
  const visiblePaths = isExpanded ? paths : paths.slice(0, MAX_COLLAPSED_PATHS)
  return (
    <>
      <ul className={classes.paths}>
        {visiblePaths.map(path => (
          <li key={path}>{path}</li>
        ))}
      </ul>
      {visiblePaths.length < paths.length && (
        <Button variant="subtle" size="compact-xs" ml={-6} onClick={() => setIsExpanded(true)}>
          and {formatQuantity(paths.length - visiblePaths.length, 'more', 'more')}
        </Button>
      )}
    </>
  )
}
