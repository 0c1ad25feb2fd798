import { Button, Group } from '@mantine/core'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'
import classes from './month-pager.module.css'
import { addMonths, formatMonth } from './months.ts'

/** Links to the previous and the next month, up to the current one. The address contains the month. */
export function MonthPager({ month, currentMonth }: { month: string; currentMonth: string }) {
  const isCurrentMonth = month >= currentMonth
  return (
    <Group component="nav" aria-label={t('budget.months')} gap={6} wrap="nowrap">
      <MonthLink month={addMonths(month, -1)} currentMonth={currentMonth} direction="previous" />
      {isCurrentMonth ? (
        <Button variant="default" size="xs" px={7} disabled aria-label={t('budget.noNextMonth')}>
          <Chevron direction="next" />
        </Button>
      ) : (
        <MonthLink month={addMonths(month, 1)} currentMonth={currentMonth} direction="next" />
      )}
    </Group>
  )
}

function MonthLink({ month, currentMonth, direction }: { month: string; currentMonth: string; direction: Direction }) {
  const name = formatMonth(`${month}-01`)
  return (
    <Button
      component={Link}
      to={currentMonth.startsWith(month) ? '?' : `?month=${month}`}
      variant="default"
      size="xs"
      px={7}
      aria-label={
        direction === 'previous' ? t('budget.previousMonth', { month: name }) : t('budget.nextMonth', { month: name })
      }
      title={name}
    >
      <Chevron direction={direction} />
    </Button>
  )
}

function Chevron({ direction }: { direction: Direction }) {
  return (
    <span className={classes.chevron} data-direction={direction}>
      <ChevronIcon />
    </span>
  )
}

type Direction = 'previous' | 'next'
