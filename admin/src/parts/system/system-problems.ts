import { formatNames } from '../../format/count.ts'
import { formatRelativeTime } from '../../format/date.ts'
import { t } from '../../texts/texts.ts'
import type { SystemStatus } from './system.ts'
import { processLabel, queueLabel, serviceLabel } from './system-labels.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Tasks that wait for longer need another worker, or one that works. */
const LONG_WAIT_MS = 5 * MINUTE_MS
/** Work that is open for longer is probably stuck. */
const LONG_WORK_MS = 24 * HOUR_MS
const failedStatuses = ['FAILED', 'TIMED_OUT', 'TERMINATED', 'CANCELLED']

/** Something that an operator should know, with what to do. `to`: the page where it shows. */
export type SystemProblem = { id: string; tone: 'error' | 'warning'; text: string; to?: string }

/** Returns what does not work, then what needs a look. */
export function systemProblems(status: SystemStatus): SystemProblem[] {
  const problems = [
    ...serviceProblems(status),
    ...processProblems(status),
    ...queueProblems(status),
    ...workProblems(status),
    ...cleanupProblems(status),
    ...errorProblems(status),
  ]
  return [...problems.filter(({ tone }) => tone === 'error'), ...problems.filter(({ tone }) => tone === 'warning')]
}

const warning = (id: string, text: string): SystemProblem => ({ id, tone: 'warning', text })

function serviceProblems({ services }: SystemStatus): SystemProblem[] {
  return services
    .filter(({ ready }) => !ready)
    .map(({ name, state }) => ({
      id: `service:${name}`,
      tone: 'error',
      text: t('system.serviceDown', { service: serviceLabel(name), name, state }),
    }))
}

function processProblems({ processes, checkedAt }: SystemStatus): SystemProblem[] {
  const now = new Date(checkedAt)
  const running = processes.filter(process => process.running)
  const versions = [...new Set(running.map(({ version }) => version))]
  const lost = processes.filter(
    ({ running, seenAt }) => !running && now.getTime() - new Date(seenAt).getTime() < HOUR_MS,
  )
  return [
    ...(running.some(({ kind }) => kind === 'worker')
      ? []
      : [{ id: 'no-worker', tone: 'error' as const, text: t('system.noWorker') }]),
    ...lost.map(({ id, kind, host, pid, seenAt }) =>
      warning(
        `lost:${id}`,
        t('system.lostProcess', {
          ...{ kind: processLabel(kind), host, pid: String(pid) },
          time: formatRelativeTime(new Date(seenAt), now),
        }),
      ),
    ),
    ...(versions.length > 1 ? [warning('versions', t('system.versions', { versions: formatNames(versions) }))] : []),
  ]
}

function queueProblems({ queues, checkedAt }: SystemStatus): SystemProblem[] {
  const now = new Date(checkedAt)
  return queues
    .filter(({ oldest }) => oldest && now.getTime() - new Date(oldest).getTime() > LONG_WAIT_MS)
    .map(({ name, oldest, waiting }) =>
      warning(
        `queue:${name}`,
        t('system.longQueue', {
          ...{ queue: queueLabel(name), count: waiting },
          time: formatRelativeTime(new Date(oldest ?? checkedAt), now),
        }),
      ),
    )
}

function workProblems({ openWork, checkedAt }: SystemStatus): SystemProblem[] {
  const now = new Date(checkedAt)
  return openWork
    .filter(({ oldestAt }) => now.getTime() - new Date(oldestAt).getTime() > LONG_WORK_MS)
    .map(({ kind, oldestAt, package: { slug, title } }) => ({
      ...warning(
        `work:${kind}`,
        t('system.longWork', { kind, title, time: formatRelativeTime(new Date(oldestAt), now) }),
      ),
      to: `/packages/${slug}`,
    }))
}

function cleanupProblems({ cleanup, checkedAt }: SystemStatus): SystemProblem[] {
  if (!cleanup) return []
  const time = cleanup.lastAt && formatRelativeTime(new Date(cleanup.lastAt), new Date(checkedAt))
  return [
    ...(time && failedStatuses.includes(cleanup.lastStatus ?? '')
      ? [warning('cleanup', t('system.cleanupFailed', { time }))]
      : []),
    ...(cleanup.nextAt ? [] : [warning('cleanup-paused', t('system.cleanupPaused'))]),
  ]
}

function errorProblems({ errors, checkedAt }: SystemStatus): SystemProblem[] {
  const isRecent = ({ lastAt }: { lastAt: string }) =>
    new Date(checkedAt).getTime() - new Date(lastAt).getTime() < HOUR_MS
  const recent = errors.filter(isRecent).length
  return recent > 0 ? [warning('errors', t('system.recentErrors', { count: recent }))] : []
}
