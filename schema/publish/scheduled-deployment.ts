import { builder } from '../builder.ts'
import type { Problem as ProblemShape } from '@lectern/domain/errors'
import { globalId } from '../global-id.ts'
import { pageOfRows } from '@lectern/domain/paging'
import { canSeeEnvironment, canSeePackage, visiblePackagesFilter } from '../access/visible.ts'
import { Actor, actorOf } from '../access/actor.ts'
import { Environment } from '../environments/environment.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { Problem } from '../problem.ts'
import { Release } from './release.ts'

const ScheduleStatus = builder.enumType('ScheduleStatus', {
  values: ['SCHEDULED', 'SUCCEEDED', 'FAILED', 'CANCELED'],
})

export const ScheduledDeployment = builder.prismaObject('ScheduledDeployment', {
  description: 'Releases that an environment is to show from a moment on: all of them or none.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: schedule => globalId('ScheduledDeployment', schedule.id) }),
    environment: t.field({
      type: Environment,
      nullable: true,
      select: (_args, _context, nested) => ({ environmentId: true, environment: nested() }),
      resolve: ({ environment, environmentId }, _args, context) =>
        canSeeEnvironment(context, environmentId) ? environment : null,
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
      description: 'What stood in the way; each path begins with the package’s slug.',
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

builder.prismaObjectField(Environment, 'scheduledDeployments', t =>
  t.connection(
    {
      description: 'The latest moment first.',
      type: ScheduledDeployment,
      nullable: true,
      args: { open: t.arg.boolean({ description: 'True: only what is still to come. False: only what is over.' }) },
      resolve: ({ id: environmentId }, { open, ...page }, context) => {
        const where = {
          environmentId,
          // Its problems name all of its packages.
          releases: { every: { packageId: visiblePackagesFilter(context) } },
          ...(open == null ? {} : { finishedAt: open ? null : { not: null } }),
        }
        const { scheduledDeployment } = context.database
        return pageOfRows(latestFirst, page, {
          find: query => scheduledDeployment.findMany({ ...query, where: { AND: [where, query.where] } }),
          count: () => scheduledDeployment.count({ where }),
        })
      },
    },
    ScheduledDeploymentConnection,
  ),
)

registerNodeFinder('ScheduledDeployment', async (context, id) => {
  const schedule = await context.database.scheduledDeployment.findUnique({ where: { id }, include: { releases: true } })
  const isVisible = schedule?.releases.every(({ packageId }) => canSeePackage(context, packageId))
  return isVisible ? schedule : null
})

const ScheduledReleaseInput = builder.inputType('ScheduledReleaseInput', {
  fields: t => ({
    package: t.string({ required: true, description: 'Its slug.' }),
    release: t.int({ required: true, description: 'The number.' }),
  }),
})

const ScheduleDeploymentInput = builder.inputType('ScheduleDeploymentInput', {
  fields: t => ({
    environment: t.string({ required: true }),
    at: t.field({ type: 'DateTime', required: true, description: 'In the future, at most a year from now.' }),
    releases: t.field({ type: [ScheduledReleaseInput], required: true, description: 'One of each package, up to 50.' }),
  }),
})

builder.mutationFields(t => ({
  scheduleDeployment: t.field({
    description: 'What stands in the way now already is a CONFLICT, with all of it.',
    type: ScheduledDeployment,
    nullable: true,
    args: { input: t.arg({ type: ScheduleDeploymentInput, required: true }) },
    resolve: (_root, { input }, context) => context.commands.scheduleDeployment(input),
  }),
  cancelScheduledDeployment: t.field({
    description: 'What is over stays as it is.',
    type: ScheduledDeployment,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) =>
      context.commands.cancelScheduledDeployment(requireKey('ScheduledDeployment', id, 'This scheduled deployment')),
  }),
}))
