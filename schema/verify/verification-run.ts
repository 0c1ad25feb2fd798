import { builder } from '../builder.ts'
import { globalId } from '../global-id.ts'
import { pageOfRows } from '@lectern/domain/paging'
import { canSeePackage } from '../access/visible.ts'
import { Actor, actorOf } from '../access/actor.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { Problem, problemOf } from '../problem.ts'

const VerificationStatus = builder.enumType('VerificationRunStatus', {
  values: ['RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED'],
})
const DiscrepancyStore = builder.enumType('DiscrepancyStore', {
  description: 'Where something is otherwise than Lectern has it.',
  values: ['S3', 'DROPBOX'],
})
const DiscrepancyKind = builder.enumType('DiscrepancyKind', {
  description: 'MISSING: it is gone there. FOREIGN: it is there alone. CHANGED: something else is in its place.',
  values: ['MISSING', 'FOREIGN', 'CHANGED'],
})

const Discrepancy = builder.prismaObject('Discrepancy', {
  description: 'One difference that a verification found.',
  fields: t => ({
    store: t.expose('store', { type: DiscrepancyStore }),
    kind: t.expose('kind', { type: DiscrepancyKind }),
    path: t.exposeString('path'),
    message: t.exposeString('message', { description: 'What it means and what helps.' }),
    repaired: t.exposeBoolean('repaired', { description: 'Or a synchronisation was asked for that does it.' }),
  }),
})
const DiscrepancyConnection = builder.connectionObject({ type: Discrepancy, name: 'DiscrepancyConnection' })

const byPath = [
  ['path', 'text'],
  ['id', 'uuid'],
] as const

export const VerificationRun = builder.prismaObject('VerificationRun', {
  description:
    'A release, or the draft, compared with what S3 holds; the draft with Dropbox too. It is over when `finishedAt` is not null, and only then.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: run => globalId('VerificationRun', run.id) }),
    package: t.relation('package'),
    release: t.exposeInt('number', { nullable: true, description: 'Its number; null: the draft.' }),
    revision: t.exposeInt('revision', { description: 'Of the draft, or of the one that the release was made of.' }),
    repair: t.exposeBoolean('repair', { description: 'What differs is mended where that can be done.' }),
    status: t.expose('status', { type: VerificationStatus }),
    filesChecked: t.exposeInt('filesChecked'),
    discrepancies: t.connection(
      {
        description: 'By path.',
        type: Discrepancy,
        nullable: true,
        resolve: ({ id: verificationRunId }, page, { database: { discrepancy } }) =>
          pageOfRows(byPath, page, {
            find: query => discrepancy.findMany({ ...query, where: { AND: [{ verificationRunId }, query.where] } }),
            count: () => discrepancy.count({ where: { verificationRunId } }),
          }),
      },
      DiscrepancyConnection,
    ),
    startedBy: t.field({ type: Actor, resolve: run => actorOf(run.startedBy) }),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    error: t.field({ type: Problem, nullable: true, resolve: run => problemOf(run.error) }),
  }),
})

export const VerificationRunConnection = builder.connectionObject({
  type: VerificationRun,
  name: 'VerificationRunConnection',
})

registerNodeFinder('VerificationRun', async (context, id) => {
  const run = await context.database.verificationRun.findUnique({ where: { id } })
  return run && canSeePackage(context, run.packageId) ? run : null
})

builder.mutationFields(t => ({
  verifyPackage: t.field({
    description:
      'Compares a release, or the draft, with what S3 and Dropbox hold. repair: and mends what differs. Joins one that is going on; CONFLICT while the package is compared otherwise.',
    type: VerificationRun,
    nullable: true,
    args: {
      slug: t.arg.string({ required: true }),
      release: t.arg.int({ description: 'Its number; by default the draft.' }),
      repair: t.arg.boolean({ defaultValue: false }),
    },
    resolve: (_root, { slug, release, repair }, context) =>
      context.commands.verifyPackage({ slug, release: release ?? null, repair: repair ?? false }),
  }),
  cancelVerification: t.field({
    description: 'What it mended stays so.',
    type: VerificationRun,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) =>
      context.commands.cancelVerification(requireKey('VerificationRun', id, 'This verification')),
  }),
}))
