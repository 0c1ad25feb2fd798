import { Button, Group } from '@mantine/core'
import { Link } from 'react-router'
import { ChevronIcon } from '../../theme/icons.tsx'
import classes from './month-pager.module.css'
import { addMonths, formatMonth } from './months.ts'

/** The ways to the month before and the one after, which end with the present one. The month stands in the address. */
export function MonthPager({ month, present: currentMonth }: { month: string; present: string }) {
  return (
    <Group component="nav" aria-label="Months" gap={6} wrap="nowrap">
      <MonthLink to={addMonths(month, -1)} present={currentMonth} way="before" />
      <MonthLink to={month < currentMonth ? addMonths(month, 1) : null} present={currentMonth} way="after" />
    </Group>
  )
}

function MonthLink({
  to,
  present: currentMonth,
  way: direction,
}: {
  to: string | null
  present: string
  way: 'before' | 'after'
}) {
  const icon = (
    <span className={classes.chevron} data-way={direction}>
      <ChevronIcon />
    </span>
  )
  if (!to)
    return (
      <Button variant="default" size="xs" px={7} disabled aria-label={`No month ${direction}`}>
        {icon}
      </Button>
    )
  const name = `The month ${direction}: ${formatMonth(`${to}-01`)}`
  return (
    <Button
      component={Link}
      to={currentMonth.startsWith(to) ? '?' : `?month=${to}`}
      variant="default"
      size="xs"
      px={7}
      aria-label={name}
      title={formatMonth(`${to}-01`)}
    >
      {icon}
    </Button>
  )
}
