import type { Prisma } from '@lectern/domain/database'
import type { Problem as ProblemShape } from '@lectern/domain/errors'
import { globalId } from '@lectern/domain/global-id'
import { type PageArguments, pageOfRows } from '@lectern/domain/paging'
import { Actor, actorOf } from '../access/actor.ts'
import { canSeeEnvironment, visiblePackagesFilter } from '../access/visible.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Environment } from '../environments/environment.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { Problem } from '../problem.ts'
import { loadEnvironment } from '../row-loaders.ts'
import { cancelScheduledDeployment } from './cancel-scheduled-deployment.ts'
import { findVisibleSchedule, visibleSchedulesFilter } from './find-visible-schedule.ts'
import { Release } from './release.ts'
import { scheduleDeployment } from './schedule-deployment.ts'

const ScheduleStatus = builder.enumType('ScheduleStatus', {
  values: ['SCHEDULED', 'SUCCEEDED', 'FAILED', 'CANCELED'],
})

export const ScheduledDeployment = builder.prismaObject('ScheduledDeployment', {
  description: 'Releases that an environment shows from a set time on: all of them or none.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: schedule => globalId('ScheduledDeployment', schedule.id) }),
    environment: t.field({
      type: Environment,
      nullable: true,
      resolve: ({ environmentId }, _args, context) =>
        canSeeEnvironment(context, environmentId) ? loadEnvironment(context, environmentId) : null,
    }),
    at: t.expose('at', { type: 'DateTime' }),
    status: t.expose('status', { type: ScheduleStatus }),
    releases: t.field({
      type: [Release],
      select: (_args, context, nested) => ({
        releases: { where: { packageId: visiblePackagesFilter(context) }, select: { release: nested() } },
      }),
      resolve: ({ releases }) => releases.map(({ release }) => release),
    }),
    problems: t.field({
      description: "What prevented the deployment. Each path begins with the package's slug.",
      type: [Problem],
      resolve: schedule => schedule.problems as ProblemShape[],
    }),
    createdBy: t.field({ type: Actor, resolve: schedule => actorOf(schedule.createdBy) }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
  }),
})

const ScheduledDeploymentConnection = builder.connectionObject({
  type: ScheduledDeployment,
  name: 'ScheduledDeploymentConnection',
})

const latestFirst = [
  ['at', 'timestamp', 'desc'],
  ['id', 'uuid', 'desc'],
] as const

/** Returns a page of the scheduled deployments that match a filter. `open`: only open or only finished ones. */
function pageOfSchedules(
  context: Context,
  page: PageArguments,
  open: boolean | null | undefined,
  filter: Prisma.ScheduledDeploymentWhereInput,
) {
  const where = { ...filter, ...(open == null ? {} : { finishedAt: open ? null : { not: null } }) }
  const { scheduledDeployment } = context.services.database
  return pageOfRows(latestFirst, page, {
    find: query => scheduledDeployment.findMany({ ...query, where: { AND: [where, query.where] } }),
    count: () => scheduledDeployment.count({ where }),
  })
}

const openDescription = 'True: only open ones. False: only finished ones.'

builder.prismaObjectField(Environment, 'scheduledDeployments', t =>
  t.connection(
    {
      description: 'By time, latest first.',
      type: ScheduledDeployment,
      nullable: true,
      args: { open: t.arg.boolean({ description: openDescription }) },
      resolve: ({ id: environmentId }, { open, ...page }, context) => {
        // The problems name all packages of the schedule, so the caller must be allowed to see each one.
        const areVisible = { releases: { every: { packageId: visiblePackagesFilter(context, environmentId) } } }
        return pageOfSchedules(context, page, open, { environmentId, ...areVisible })
      },
    },
    ScheduledDeploymentConnection,
  ),
)

builder.prismaObjectField('Package', 'scheduledDeployments', t =>
  t.connection(
    {
      description: 'Those that include a release of the package, by time, latest first.',
      type: ScheduledDeployment,
      nullable: true,
      args: { open: t.arg.boolean({ description: openDescription }) },
      resolve: ({ id: packageId }, { open, ...page }, context) =>
        pageOfSchedules(context, page, open, {
          AND: [{ releases: { some: { packageId } } }, visibleSchedulesFilter(context)],
        }),
    },
    ScheduledDeploymentConnection,
  ),
)

registerNodeFinder('ScheduledDeployment', findVisibleSchedule)

const ScheduledReleaseInput = builder.inputType('ScheduledReleaseInput', {
  fields: t => ({
    package: t.string({ required: true, description: 'The slug of the package.' }),
    release: t.int({ required: true, description: 'The number of the release.' }),
  }),
})

const ScheduleDeploymentInput = builder.inputType('ScheduleDeploymentInput', {
  fields: t => ({
    environment: t.string({ required: true }),
    at: t.field({ type: 'DateTime', required: true, description: 'A time in the future, at most one year from now.' }),
    releases: t.field({
      type: [ScheduledReleaseInput],
      required: true,
      description: '1 to 50 releases, at most one of each package.',
    }),
  }),
})

builder.mutationFields(t => ({
  scheduleDeployment: t.field({
    permission: 'package.deploy',
    description: 'CONFLICT, with all problems, if something prevents the deployment already now.',
    type: ScheduledDeployment,
    nullable: true,
    args: { input: t.arg({ type: ScheduleDeploymentInput, required: true }) },
    resolve: (_root, { input }, context) => scheduleDeployment(context, input),
  }),
  cancelScheduledDeployment: t.field({
    permission: 'package.deploy',
    description: 'Does nothing if the scheduled deployment is finished.',
    type: ScheduledDeployment,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) =>
      cancelScheduledDeployment(context, requireKey('ScheduledDeployment', id, 'This scheduled deployment')),
  }),
}))
