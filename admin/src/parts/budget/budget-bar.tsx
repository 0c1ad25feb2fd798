import type { Budget } from './budget.ts'
import classes from './budget-bar.module.css'
import { barLabel, barPercents, legendItems } from './budget-labels.ts'

/** A month's limit as a bar: what is spent, what is reserved, what is left. */
export function BudgetBar({ budget }: { budget: Budget }) {
  const { spent, reserved, over } = barPercents(budget)
  return (
    <div className={classes.track} role="img" aria-label={barLabel(budget)}>
      {spent > 0 && <div className={classes.share} data-of="spent" style={{ width: `${spent}%` }} />}
      {reserved > 0 && <div className={classes.share} data-of="reserved" style={{ width: `${reserved}%` }} />}
      {over > 0 && <div className={classes.over} style={{ width: `${over}%` }} />}
    </div>
  )
}

/** What the colours of the bar stand for, with the amounts. */
export function BudgetLegend({ budget }: { budget: Budget }) {
  return (
    <dl className={classes.legend}>
      {legendItems(budget).map(({ kind, name, amount }) => (
        <div key={kind}>
          <dt>
            <span className={classes.dot} data-of={kind} />
            {name}
          </dt>
          <dd>{amount}</dd>
        </div>
      ))}
    </dl>
  )
}
