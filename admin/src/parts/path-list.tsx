import { Button } from '@mantine/core'
import { useState } from 'react'
import { counted } from '../text/count.ts'
import classes from './path-list.module.css'

const SHOWN = 5

/** Paths of files, one a line; of a long list the first few, the rest on demand. */
export function PathList({ paths }: { paths: readonly string[] }) {
  const [all, setAll] = useState(false)
  const shown = all ? paths : paths.slice(0, SHOWN)
  return (
    <>
      <ul className={classes.paths}>
        {shown.map(path => (
          <li key={path}>{path}</li>
        ))}
      </ul>
      {shown.length < paths.length && (
        <Button variant="subtle" size="compact-xs" ml={-6} onClick={() => setAll(true)}>
          and {counted(paths.length - shown.length, 'more', 'more')}
        </Button>
      )}
    </>
  )
}
