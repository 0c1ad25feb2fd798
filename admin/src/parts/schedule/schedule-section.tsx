import { Text } from '@mantine/core'
import { useMutation } from 'urql'
import { formatTimeInZone } from '../../format/date.ts'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { ConfirmButton } from '../confirm-button.tsx'
import { DataTable } from '../data-table.tsx'
import { Status, type StatusTone } from '../status.tsx'
import { CancelScheduledDeployment, type ScheduledDeployment } from './scheduled-deployment.ts'

const tones: Record<string, StatusTone> = { SCHEDULED: 'waiting', SUCCEEDED: 'done', FAILED: 'failed' }

/** The scheduled deployments of a package, with their problems, and a button to cancel open ones. */
export function ScheduleSection({ slug, schedules, timeZone }: Props) {
  const releaseOf = ({ releases }: ScheduledDeployment) =>
    String(releases.find(({ package: pkg }) => pkg.slug === slug)?.number)
  return (
    <Card title={t('schedule.title')}>
      <DataTable
        label={t('schedule.title')}
        rows={schedules}
        columns={[
          {
            title: t('schedule.release'),
            cell: schedule => (
              <>
                {t('schedule.releaseNumber', { release: releaseOf(schedule) })}
                {schedule.releases.length > 1 && (
                  <Text size="sm" c="dimmed" fw={400}>
                    {t('schedule.withOthers', { count: schedule.releases.length - 1 })}
                  </Text>
                )}
              </>
            ),
          },
          { title: t('schedule.environment'), cell: environmentName },
          {
            title: t('schedule.time'),
            cell: ({ at, createdBy }) => (
              <>
                <time dateTime={at}>{formatTimeInZone(new Date(at), timeZone)}</time>
                <Text size="sm" c="dimmed">
                  {t('schedule.by', { name: createdBy.name })}
                </Text>
              </>
            ),
          },
          {
            title: t('schedule.state'),
            cell: ({ status, problems }) => (
              <>
                <Status tone={tones[status] ?? 'waiting'}>{t('schedule.status', { status })}</Status>
                {problems[0] && <Text size="sm">{problems[0].message}</Text>}
              </>
            ),
          },
          {
            title: t('schedule.actions'),
            isAction: true,
            cell: schedule =>
              !schedule.finishedAt && <CancelButton schedule={schedule} release={releaseOf(schedule)} />,
          },
        ]}
      />
    </Card>
  )
}

const environmentName = ({ environment }: ScheduledDeployment) => environment?.name ?? t('schedule.hidden')

function CancelButton({ schedule, release }: { schedule: ScheduledDeployment; release: string }) {
  const canDeploy = usePackagePermission('package.deploy')
  const [, cancel] = useMutation(CancelScheduledDeployment)
  const environment = environmentName(schedule)
  const others = schedule.releases.length - 1
  if (!canDeploy) return null
  return (
    <ConfirmButton
      label={t('schedule.cancelLabel')}
      name={t('schedule.cancelNamed', { release, environment })}
      question={t('schedule.cancelQuestion', { environment })}
      effect={
        <>
          {t('schedule.cancelEffect', { environment })} {others > 0 && t('schedule.cancelOthers', { count: others })}
        </>
      }
      action={() => cancel({ id: schedule.id })}
    />
  )
}

type Props = { slug: string; schedules: readonly ScheduledDeployment[]; timeZone: string }
