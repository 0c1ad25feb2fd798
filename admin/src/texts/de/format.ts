import type { Catalog } from '../catalog.ts'

export const format: Catalog['format'] = {
  justNow: 'gerade eben',
  yesterdayAt: 'gestern um {time}',
  today: 'Heute',
  yesterday: 'Gestern',
  fewSecondsLeft: 'noch wenige Sekunden',
  underMinuteLeft: 'noch weniger als eine Minute',
  minutesLeft: 'noch etwa {minutes, plural, one {# Minute} other {# Minuten}}',
  hoursLeft: 'noch etwa {hours, plural, one {# Stunde} other {# Stunden}}',
  hoursAndMinutesLeft:
    'noch etwa {hours, plural, one {# Stunde} other {# Stunden}} {minutes, plural, one {# Minute} other {# Minuten}}',
  underAmount: 'unter {amount}',
  aboutAmount: 'etwa {amount}',
}
