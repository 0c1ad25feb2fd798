import type { Budget } from './budget.ts'
import classes from './budget-bar.module.css'
import { barLabel, barPercents, legendItems } from './budget-labels.ts'

/** A month's limit as a bar of spent, reserved, and remaining money. */
export function BudgetBar({ budget }: { budget: Budget }) {
  const { spent, reserved, over } = barPercents(budget)
  return (
    <div className={classes.track} role="img" aria-label={barLabel(budget)}>
      {spent > 0 && <div className={classes.segment} data-kind="spent" style={{ width: `${spent}%` }} />}
      {reserved > 0 && <div className={classes.segment} data-kind="reserved" style={{ width: `${reserved}%` }} />}
      {over > 0 && <div className={classes.over} style={{ width: `${over}%` }} />}
    </div>
  )
}

/** The legend of the bar, with the amounts. */
export function BudgetLegend({ budget }: { budget: Budget }) {
  return (
    <dl className={classes.legend}>
      {legendItems(budget).map(({ kind, name, amount }) => (
        <div key={kind}>
          <dt>
            <span className={classes.dot} data-kind={kind} />
            {name}
          </dt>
          <dd>{amount}</dd>
        </div>
      ))}
    </dl>
  )
}
