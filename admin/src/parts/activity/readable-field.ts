import { formatBytes } from '../../format/bytes.ts'
import { formatCount } from '../../format/count.ts'
import { formatDateTime } from '../../format/date.ts'
import { formatMoney } from '../../format/money.ts'
import { t } from '../../texts/texts.ts'

const MICROS_PER_UNIT = 1_000_000

/** Returns the name of a field as words: `monthlyMicros` is `Monthly`, and `draft.revision` is `Draft, revision`. */
export function fieldLabel(field: string): string {
  const words = field
    .replace(/Micros$/, '')
    .replace(/([a-z\d])([A-Z])/g, (_match, end: string, start: string) => `${end} ${start.toLowerCase()}`)
    .replaceAll('.', ', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Returns the value of a field as people write it: an amount in `currency`, a size, a number, a time, or yes and no. */
export function fieldValue(field: string, value: string, currency = 'USD'): string {
  if (value === '') return t('activity.nothing')
  if (value === 'true') return t('activity.yes')
  if (value === 'false') return t('activity.no')
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return formatDateTime(new Date(value))
  if (!/^\d{1,15}$/.test(value)) return value
  if (/Micros$/.test(field)) return formatMoney({ amount: Number(value) / MICROS_PER_UNIT, currency })
  return /(^|\.)bytes/i.test(field) ? formatBytes(Number(value)) : formatCount(Number(value))
}
