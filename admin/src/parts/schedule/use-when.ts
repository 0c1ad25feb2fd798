import { useState } from 'react'
import { type CombinedError, useMutation, useQuery } from 'urql'
import { momentOf } from '../../format/zoned-time.ts'
import { fieldErrorMessage } from '../../graphql/problems.ts'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { ScheduleRelease } from './scheduled-deployment.ts'

const TimeZoneQuery = graphql(`
  query TimeZone {
    timeZone
  }
`)

/** Returns the school's time zone, such as `Europe/Berlin`. */
export function useTimeZone(): string {
  const [{ data }] = useQuery({ query: TimeZoneQuery })
  return data?.timeZone ?? 'UTC'
}

/**
 * The choice when a release is shown: now, or at a moment that is entered in the school's time zone. `schedule` schedules
 * it; null: nothing is scheduled, because the field or the server refused the moment.
 */
export function useWhen() {
  const timeZone = useTimeZone()
  const [isLater, setIsLater] = useState(false)
  const [text, setText] = useState('')
  const [fieldError, setFieldError] = useState<string | null>(null)
  const [{ fetching, error }, execute] = useMutation(ScheduleRelease)
  const change = (changed: { isLater?: boolean; text?: string }) => {
    if (changed.isLater !== undefined) setIsLater(changed.isLater)
    if (changed.text !== undefined) setText(changed.text)
    setFieldError(null)
  }
  const schedule = async (release: { package: string; release: number }, environment: string) => {
    const at = momentOf(timeZone, text)
    const problem = momentProblem(text, at, new Date())
    setFieldError(problem)
    if (problem || !at) return null
    const result = await execute({ input: { environment, at: at.toISOString(), releases: [release] } })
    setFieldError(fieldErrorMessage(result.error, 'input.at'))
    return result.data?.scheduleDeployment ?? null
  }
  return { timeZone, isLater, text, change, schedule, isSaving: fetching, fieldError, error: otherError(error) }
}

export type When = ReturnType<typeof useWhen>

/** What is wrong with an entered moment. Null if it is in the future. */
export function momentProblem(text: string, moment: Date | null, now: Date): string | null {
  if (!text) return t('schedule.enterTime')
  if (!moment) return t('schedule.skippedTime')
  return moment <= now ? t('schedule.pastTime') : null
}

/** The error of a request, unless it is shown at the field. */
const otherError = (error: CombinedError | undefined) => (fieldErrorMessage(error, 'input.at') ? undefined : error)
