import { Button, Group } from '@mantine/core'
import { Link } from 'react-router'
import { ChevronIcon } from '../../look/icons.tsx'
import classes from './month-turn.module.css'
import { monthAfter, monthName } from './months.ts'

/** The ways to the month before and the one after, which end with the present one. The month stands in the address. */
export function MonthTurn({ month, present }: { month: string; present: string }) {
  return (
    <Group component="nav" aria-label="Months" gap={6} wrap="nowrap">
      <Turn to={monthAfter(month, -1)} present={present} way="before" />
      <Turn to={month < present ? monthAfter(month, 1) : null} present={present} way="after" />
    </Group>
  )
}

function Turn({ to, present, way }: { to: string | null; present: string; way: 'before' | 'after' }) {
  const icon = (
    <span className={classes.chevron} data-way={way}>
      <ChevronIcon />
    </span>
  )
  if (!to)
    return (
      <Button variant="default" size="xs" px={7} disabled aria-label={`No month ${way}`}>
        {icon}
      </Button>
    )
  const name = `The month ${way}: ${monthName(`${to}-01`)}`
  return (
    <Button
      component={Link}
      to={present.startsWith(to) ? '?' : `?month=${to}`}
      variant="default"
      size="xs"
      px={7}
      aria-label={name}
      title={monthName(`${to}-01`)}
    >
      {icon}
    </Button>
  )
}
