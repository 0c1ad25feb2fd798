import { formatDate, formatDateTime } from '../format/date.ts'
import { t } from '../texts/texts.ts'
import { useNow } from './relative-time.tsx'

/** When something expires: its date, and in red when that has passed. Null: never. */
export function ExpiryTime({ at }: { at: string | null }) {
  const now = useNow()
  if (!at) return t('common.never')
  const date = new Date(at)
  const isExpired = date <= now
  return (
    <time dateTime={at} title={formatDateTime(date)} style={isExpired ? { color: 'var(--mantine-color-brick-7)' } : {}}>
      {isExpired ? t('common.expiredOn', { date: formatDate(date) }) : formatDate(date)}
    </time>
  )
}
