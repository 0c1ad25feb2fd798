import { formatDate, formatDateTime } from '../format/date.ts'
import { t } from '../texts/texts.ts'
import { useNow } from './relative-time.tsx'
import { Status } from './status.tsx'

/** When something expires: its date, and as a failed state when that has passed. Null: never. */
export function ExpiryTime({ at }: { at: string | null }) {
  const now = useNow()
  if (!at) return t('common.never')
  const date = new Date(at)
  const isExpired = date <= now
  return (
    <time dateTime={at} title={formatDateTime(date)}>
      {isExpired ? (
        <Status tone="failed">{t('common.expiredOn', { date: formatDate(date) })}</Status>
      ) : (
        formatDate(date)
      )}
    </time>
  )
}
