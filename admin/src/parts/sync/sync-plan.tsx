import { VisuallyHidden } from '@mantine/core'
import { useId, useState } from 'react'
import { ChevronIcon } from '../../look/icons.tsx'
import { count } from '../../text/count.ts'
import { ItemList } from './item-list.tsx'
import { type Figure, planFigures, resultFigures, type SyncAction } from './plan-figures.ts'
import { PlannedVideos } from './planned-videos.tsx'
import classes from './sync-plan.module.css'
import type { SyncRun } from './sync-run.ts'

/** What a run is to do, or came to, in numbers; each opens the list of its files. */
export function SyncPlan({ run }: { run: SyncRun }) {
  const [shown, setShown] = useState<SyncAction>()
  const list = useId()
  const open = !run.finishedAt
  const figures = open ? planFigures(run) : resultFigures(run)
  const action = figures.find(figure => figure.action === shown)?.action
  if (figures.length === 0) return null
  return (
    <section>
      <ul className={classes.figures} aria-label={open ? 'The plan' : 'What it came to'}>
        {figures.map(figure => (
          <li key={figure.what}>
            {figure.action ? (
              <button
                type="button"
                className={classes.figure}
                aria-expanded={figure.action === action}
                aria-controls={list}
                onClick={() => setShown(figure.action === action ? undefined : figure.action)}
              >
                <Words figure={figure} />
                <ChevronIcon size="1em" />
              </button>
            ) : (
              <div className={classes.figure}>
                <Words figure={figure} />
              </div>
            )}
          </li>
        ))}
      </ul>
      {open && run.calculated && <PlannedVideos run={run} />}
      <div id={list} className={classes.list}>
        {action && <ItemList key={action} run={run} action={action} />}
      </div>
    </section>
  )
}

function Words({ figure: { n, what, size } }: { figure: Figure }) {
  return (
    <span>
      {n === null ? (
        <b>
          <span aria-hidden="true">–</span>
          <VisuallyHidden>Not known yet:</VisuallyHidden>
        </b>
      ) : (
        <b>{count(n)}</b>
      )}{' '}
      {what}
      {n && size ? (
        <>
          , <span className={classes.size}>{size}</span>
        </>
      ) : null}
    </span>
  )
}
