import { type Client, useClient } from 'urql'
import { formatTimeInZone } from '../../format/date.ts'
import { describeError } from '../../graphql/problems.ts'
import { t } from '../../texts/texts.ts'
import { showToast } from '../toast/show-toast.ts'
import { CancelScheduledDeployment, type ScheduledDeployment } from './scheduled-deployment.ts'

/** Returns a function that says what was scheduled, and offers to cancel it. */
export function useSayScheduled(timeZone: string) {
  const client = useClient()
  return (schedule: ScheduledDeployment) => {
    const environment = schedule.environment?.name ?? t('schedule.hidden')
    const release = String(schedule.releases[0]?.number)
    const time = formatTimeInZone(new Date(schedule.at), timeZone)
    return showToast({
      message: t('schedule.scheduled', { environment, release, time }),
      undo: () => void cancel(client, schedule.id, environment),
    })
  }
}

async function cancel(client: Client, id: string, environment: string): Promise<void> {
  const { error } = await client.mutation(CancelScheduledDeployment, { id }).toPromise()
  if (error) await showToast({ message: describeError(error)!.message, isError: true })
  else await showToast({ message: t('schedule.canceled', { environment }) })
}
