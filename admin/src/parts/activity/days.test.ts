import { expect, test } from 'vitest'
import { groupByDay } from './days.ts'

test('groupByDay keeps the order of events and groups them by day', () => {
  const at = (day: number, hour: number) => ({ at: new Date(2026, 10, day, hour).toISOString() })
  const events = [at(24, 10), at(24, 9), at(23, 20), at(20, 8)]
  expect(groupByDay(events, new Date(2026, 10, 24, 12))).toEqual([
    { day: 'Today', events: [events[0], events[1]] },
    { day: 'Yesterday', events: [events[2]] },
    { day: 'Friday, November 20', events: [events[3]] },
  ])
})
