/** Words in numbers, dates, and amounts. `Intl` writes the rest. */
export const format = {
  justNow: 'just now',
  yesterdayAt: 'yesterday at {time}',
  today: 'Today',
  yesterday: 'Yesterday',
  fewSecondsLeft: 'a few seconds left',
  underMinuteLeft: 'less than a minute left',
  minutesLeft: 'about {minutes, plural, one {# minute} other {# minutes}} left',
  hoursLeft: 'about {hours, plural, one {# hour} other {# hours}} left',
  hoursAndMinutesLeft:
    'about {hours, plural, one {# hour} other {# hours}} {minutes, plural, one {# minute} other {# minutes}} left',
  underAmount: 'under {amount}',
  aboutAmount: 'about {amount}',
} as const
