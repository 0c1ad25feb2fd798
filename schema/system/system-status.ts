import { newestDryRun } from '@lectern/domain/cleanup/dry-runs'
import type { SystemError as SystemErrorRow } from '@lectern/domain/database'
import { type OpenWorkRow, openWork } from '@lectern/domain/system/open-work'
import { knownProcesses, type ProcessRow } from '@lectern/domain/system/processes'
import { lastErrors } from '@lectern/domain/system/system-errors'
import { readCleanupNights } from '@lectern/workflows/system/cleanup-nights'
import { checkReadiness } from '@lectern/workflows/system/readiness'
import { describeTaskQueues, type TaskQueueState } from '@lectern/workflows/system/task-queues'
import { permits } from '../access/permits.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Package } from '../packages/package.ts'
import { loadPackage } from '../row-loaders.ts'
import { VerificationRun } from '../verify/verification-run.ts'
import { CleanupDryRun, CleanupNights } from './cleanup.ts'
import { systemChanged } from './system-changed.ts'

/** How many kinds of errors the status has. */
const maxErrors = 50

/** How many verifications the status has. */
const maxVerifications = 5

const SystemService = builder.objectRef<{ name: string; state: string }>('SystemService').implement({
  description: 'A service without which Lectern does not work: `postgres`, `temporal`, or `s3`.',
  fields: t => ({
    name: t.exposeString('name'),
    ready: t.boolean({ resolve: ({ state }) => state === 'ok' }),
    state: t.exposeString('state', { description: '`ok`, or what is wrong.' }),
  }),
})

const SystemProcess = builder.objectRef<ProcessRow>('SystemProcess').implement({
  description: 'A process that was seen within a day, unless it ended as it should.',
  fields: t => ({
    id: t.exposeID('id'),
    kind: t.exposeString('kind', { description: '`server` or `worker`.' }),
    version: t.exposeString('version', { description: 'Its setting LECTERN_VERSION.' }),
    host: t.exposeString('host'),
    pid: t.exposeInt('pid', { description: 'Its process id on the host.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    seenAt: t.expose('seenAt', { type: 'DateTime' }),
    running: t.exposeBoolean('isRunning', { description: 'False when it has not reported itself for 20 seconds.' }),
  }),
})

const SystemQueue = builder.objectRef<TaskQueueState>('SystemQueue').implement({
  description: 'A task queue of Temporal.',
  fields: t => ({
    name: t.exposeString('name'),
    waiting: t.exposeInt('waiting', { description: 'Tasks that no worker has taken yet.' }),
    oldest: t.expose('oldest', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when the first of them waits.',
    }),
    workers: t.exposeInt('workers', { description: 'Workers that asked for a task within the last 75 seconds.' }),
  }),
})

const SystemError = builder.objectRef<SystemErrorRow>('SystemError').implement({
  description: 'An error in the logs of processes. It is forgotten 30 days after it last happened.',
  fields: t => ({
    id: t.exposeID('id'),
    process: t.exposeString('processKind', { description: 'The kind of the process: `server` or `worker`.' }),
    code: t.exposeString('code', { description: 'The code of the error, such as ECONNREFUSED, or its name.' }),
    message: t.exposeString('message', { description: 'The message of the log line.' }),
    count: t.exposeInt('count'),
    firstAt: t.expose('firstAt', { type: 'DateTime' }),
    lastAt: t.expose('lastAt', { type: 'DateTime' }),
    requestId: t.exposeString('requestId', { nullable: true, description: 'The request in which it last happened.' }),
  }),
})

const OpenWorkKind = builder.enumType('OpenWorkKind', {
  values: ['SYNC_RUN', 'PUBLICATION', 'TRANSCODE', 'VERIFICATION_RUN'] as const,
})

const OpenWork = builder.objectRef<OpenWorkRow>('OpenWork').implement({
  description: 'What has started and not finished, of one kind.',
  fields: t => ({
    kind: t.expose('kind', { type: OpenWorkKind }),
    count: t.exposeInt('count'),
    oldestAt: t.expose('oldestAt', { type: 'DateTime', description: 'When the first of them started.' }),
    package: t.field({
      description: 'The package of the one that started first.',
      type: Package,
      resolve: ({ packageId }, _args, context) => loadPackage(context, packageId),
    }),
  }),
})

const SystemStatus = builder.objectRef<{ checkedAt: Date }>('SystemStatus').implement({
  description: 'The state of the installation.',
  fields: t => ({
    version: t.string({
      description: 'LECTERN_VERSION of the server that answers.',
      resolve: (_status, _args, { services }) => services.settings.version,
    }),
    checkedAt: t.expose('checkedAt', { type: 'DateTime' }),
    temporalUi: t.string({
      description: 'The address of the Temporal UI. Null: TEMPORAL_UI_URL is not set.',
      nullable: true,
      resolve: (_status, _args, { services }) => services.settings.temporalUi,
    }),
    services: t.field({ type: [SystemService], resolve: (_status, _args, context) => servicesOf(context) }),
    processes: t.field({
      type: [SystemProcess],
      resolve: (_status, _args, { services }) => knownProcesses(services.database),
    }),
    queues: t.field({
      description: 'Empty while Temporal is unreachable.',
      type: [SystemQueue],
      resolve: (_status, _args, context) => {
        const { comparesPages } = context.services.settings
        return unlessUnreachable(context, temporal => describeTaskQueues(temporal, comparesPages), [])
      },
    }),
    openWork: t.field({
      type: [OpenWork],
      resolve: (_status, _args, { services }) => openWork(services.database),
    }),
    verifications: t.field({
      description: `The ${maxVerifications} verifications of all packages that started last, newest first.`,
      type: [VerificationRun],
      resolve: (_status, _args, { services }) =>
        services.database.verificationRun.findMany({
          orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
          take: maxVerifications,
        }),
    }),
    cleanup: t.field({
      description: 'Null while Temporal is unreachable, and before the first worker has started.',
      type: CleanupNights,
      nullable: true,
      resolve: (_status, _args, context) => unlessUnreachable(context, readCleanupNights, null),
    }),
    cleanupDryRun: t.field({
      description: 'The newest dry run of the cleanup. Null: there was none.',
      type: CleanupDryRun,
      nullable: true,
      resolve: (_status, _args, { services }) => newestDryRun(services.database),
    }),
    errors: t.field({
      description: `The ${maxErrors} errors that happened last.`,
      type: [SystemError],
      resolve: (_status, _args, { services }) => lastErrors(services.database, maxErrors),
    }),
  }),
})

async function servicesOf({ services }: Context): Promise<{ name: string; state: string }[]> {
  const { postgres, temporal, s3 } = await checkReadiness(services)
  return Object.entries({ postgres, temporal, s3 }).map(([name, state]) => ({ name, state }))
}

/** What Temporal answers. If it does not, `services` says so. */
async function unlessUnreachable<T>(
  { services: { temporal, log } }: Context,
  read: (client: typeof temporal) => Promise<T>,
  otherwise: T,
): Promise<T> {
  try {
    return await read(temporal)
  } catch (error) {
    log.warn({ err: error }, 'Temporal did not report its state')
    return otherwise
  }
}

builder.queryField('systemStatus', t =>
  t.field({
    permission: 'system.read',
    description: 'Whether all parts of the installation work. Asks Postgres, Temporal, and S3.',
    type: SystemStatus,
    nullable: true,
    resolve: (_root, _args, context) => (permits(context) ? { checkedAt: new Date() } : null),
  }),
)

builder.subscriptionField('systemChanged', t =>
  t.field({
    permission: 'system.read',
    description: 'Sends the state of the installation at once and every 5 seconds, until the client disconnects.',
    type: SystemStatus,
    nullable: true,
    subscribe: (_root, _args, context) => systemChanged(context),
    resolve: status => status,
  }),
)
