import { formatQuantity } from './count.ts'

/**
 * How long something still takes, roughly as one would say it: `about 3 minutes left`. Null when nobody knows. Seconds
 * are never counted: they would jump with every answer.
 */
export function formatTimeLeft(seconds: number | null | undefined): string | null {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return null
  if (seconds < 10) return 'a few seconds left'
  if (seconds < 55) return 'less than a minute left'
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `about ${formatQuantity(minutes, 'minute')} left`
  const hours = Math.floor(minutes / 60)
  const remainingMinutes = Math.round((minutes % 60) / 10) * 10
  if (remainingMinutes === 60) return `about ${formatQuantity(hours + 1, 'hour')} left`
  return `about ${formatQuantity(hours, 'hour')}${remainingMinutes ? ` ${remainingMinutes} minutes` : ''} left`
}

/** The length of a video as players show it: `3:25`, `1:02:09`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds)
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  if (parts[0] === 0) parts.shift()
  return parts.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}
