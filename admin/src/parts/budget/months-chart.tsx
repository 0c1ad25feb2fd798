import { VisuallyHidden } from '@mantine/core'
import { Link } from 'react-router'
import { formatExactMoney } from '../../format/money.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import type { BudgetDetails } from './budget.ts'
import { formatMonth, formatShortMonth } from './months.ts'
import classes from './months-chart.module.css'

/** What each of 12 months cost, as bars that open the month. Screen readers get a table. */
export function MonthsChart({ budget: { months, month: shownMonth }, currentMonth }: Props) {
  const most = Math.max(...months.map(({ spent }) => spent.amount))
  return (
    <Card title={t('budget.monthsTitle')}>
      <div className={classes.chart} aria-hidden="true">
        {months.map(({ month, spent }) => (
          <Link
            key={month}
            to={month === currentMonth ? '?' : `?month=${month.slice(0, 7)}`}
            tabIndex={-1}
            className={classes.month}
            data-shown={month === shownMonth || undefined}
            title={t('budget.monthSpent', { month: formatMonth(month), amount: formatExactMoney(spent) })}
          >
            <span className={classes.track}>
              <span className={classes.bar} style={{ height: `${most > 0 ? (spent.amount / most) * 100 : 0}%` }} />
            </span>
            <span className={classes.name}>{formatShortMonth(month)}</span>
          </Link>
        ))}
      </div>
      <VisuallyHidden>
        <table aria-label={t('budget.monthsTitle')}>
          <thead>
            <tr>
              <th scope="col">{t('budget.month')}</th>
              <th scope="col">{t('budget.legendSpent')}</th>
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, spent }) => (
              <tr key={month}>
                <th scope="row">{formatMonth(month)}</th>
                <td>{formatExactMoney(spent)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </Card>
  )
}

type Props = { budget: BudgetDetails; currentMonth: string }
