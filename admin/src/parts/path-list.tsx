import { Button } from '@mantine/core'
import { useState } from 'react'
import { t } from '../texts/texts.ts'
import classes from './path-list.module.css'

const MAX_COLLAPSED_PATHS = 5

/** File paths, one a line. A long list is collapsed to its first few. */
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
          {t('common.showMore', { count: paths.length - visiblePaths.length })}
        </Button>
      )}
    </>
  )
}
