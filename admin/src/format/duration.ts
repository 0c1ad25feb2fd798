import { t } from '../texts/texts.ts'

/**
 * Formats the time left, rounded: `about 3 minutes left`. Returns null if it is unknown. Seconds are never counted,
 * because they would jump with every update.
 */
export function formatTimeLeft(seconds: number | null | undefined): string | null {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return null
  if (seconds < 10) return t('format.fewSecondsLeft')
  if (seconds < 55) return t('format.underMinuteLeft')
  const totalMinutes = Math.round(seconds / 60)
  if (totalMinutes < 60) return t('format.minutesLeft', { minutes: totalMinutes })
  const hours = Math.floor(totalMinutes / 60)
  const minutes = Math.round((totalMinutes % 60) / 10) * 10
  if (minutes === 60) return t('format.hoursLeft', { hours: hours + 1 })
  return minutes === 0 ? t('format.hoursLeft', { hours }) : t('format.hoursAndMinutesLeft', { hours, minutes })
}

/** Formats the length of a video as players show it: `3:25`, `1:02:09`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds)
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  if (parts[0] === 0) parts.shift()
  return parts.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}
