import { useId, useState } from 'react'
import { formatCount } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'
import { ItemList } from './item-list.tsx'
import { type Figure, planFigures, resultFigures, type SyncAction } from './plan-figures.ts'
import { PlannedVideos } from './planned-videos.tsx'
import classes from './sync-plan.module.css'
import type { SyncRun } from './sync-run.ts'

/** The plan or the result of a run in figures. Most figures open a list of files. */
export function SyncPlan({ run }: { run: SyncRun }) {
  const [selectedAction, setSelectedAction] = useState<SyncAction>()
  const listId = useId()
  const isOpen = !run.finishedAt
  const figures = isOpen ? planFigures(run) : resultFigures(run)
  const action = figures.find(figure => figure.action === selectedAction)?.action
  if (figures.length === 0 && !isOpen) return null
  return (
    <section>
      <ul
        className={classes.figures}
        data-open={isOpen || undefined}
        aria-label={isOpen ? t('sync.plan') : t('sync.result')}
      >
        {figures.map(figure => (
          <li key={figure.label}>
            {figure.action ? (
              <button
                type="button"
                className={classes.figure}
                aria-expanded={figure.action === action}
                aria-controls={listId}
                onClick={() => setSelectedAction(figure.action === action ? undefined : figure.action)}
              >
                <FigureText figure={figure} />
                <ChevronIcon size="1em" />
              </button>
            ) : (
              <div className={classes.figure}>
                <FigureText figure={figure} />
              </div>
            )}
          </li>
        ))}
      </ul>
      {isOpen && run.calculated && <PlannedVideos run={run} />}
      <div id={listId} className={classes.list}>
        {action && <ItemList key={action} run={run} action={action} />}
      </div>
    </section>
  )
}

function FigureText({ figure: { n, label, size } }: { figure: Figure }) {
  return (
    <span>
      <b>{formatCount(n)}</b> {label}
      {n > 0 && size ? (
        <>
          , <span className={classes.size}>{size}</span>
        </>
      ) : null}
    </span>
  )
}
