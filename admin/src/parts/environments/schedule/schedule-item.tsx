import { Anchor, Group, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useMutation } from 'urql'
import { useHasPermission } from '../../../graphql/use-has-permission.ts'
import { t } from '../../../texts/texts.ts'
import { ConfirmButton } from '../../confirm-button.tsx'
import { Notice } from '../../notice.tsx'
import { RelativeTime } from '../../relative-time.tsx'
import { CancelScheduledDeployment, type ScheduledDeployment } from '../../schedule/scheduled-deployment.ts'
import { Status, type StatusTone } from '../../status.tsx'
import { SchoolTime } from '../school-time.tsx'
import classes from './schedule-list.module.css'

const statusTones = {
  SCHEDULED: 'running',
  SUCCEEDED: 'done',
  FAILED: 'failed',
  CANCELED: 'waiting',
} as const satisfies Record<ScheduledDeployment['status'], StatusTone>

/** One scheduled deployment: when, which releases, by whom, and its result with the problems. An open one can be canceled. */
export function ScheduleItem({ schedule, timeZone }: { schedule: ScheduledDeployment; timeZone: string | null }) {
  const { id, at, status, releases, createdBy, createdAt, problems, finishedAt } = schedule
  const [, cancel] = useMutation(CancelScheduledDeployment)
  const canCancel = useHasPermission('package.deploy') && finishedAt === null
  const titles = releases.map(({ package: pkg }) => pkg.title)
  return (
    <>
      <div className={classes.header}>
        <Group gap="4px 12px">
          <SchoolTime at={at} timeZone={timeZone} />
          <Status tone={statusTones[status]}>{t('environments.scheduleStatus', { status })}</Status>
        </Group>
        {canCancel && (
          <ConfirmButton
            label={t('environments.cancelSchedule')}
            name={t('environments.cancelScheduleOf', { title: titles[0] ?? '', count: titles.length - 1 })}
            question={t('environments.cancelQuestion')}
            effect={t('environments.cancelEffect', { count: releases.length })}
            action={() => cancel({ id })}
          />
        )}
      </div>
      <ul className={classes.releases}>
        {releases.map(({ id, number, package: pkg }) => (
          <li key={id}>
            <Anchor component={Link} to={`/packages/${pkg.slug}`} inherit>
              {pkg.title}
            </Anchor>{' '}
            {t('environments.inRelease', { number: String(number) })}
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed">
        {t.rich('environments.scheduledBy', { name: createdBy.name, time: () => <RelativeTime at={createdAt} /> })}
      </Text>
      {problems.length > 0 && (
        <Notice tone={status === 'CANCELED' ? 'info' : 'error'}>
          {problems.map(({ code, path, message }) => (
            <div key={`${code} ${path}`}>{path ? t('environments.problem', { path, message }) : message}</div>
          ))}
        </Notice>
      )}
    </>
  )
}
