import { globalId } from '@lectern/domain/global-id'
import { pageOfRows } from '@lectern/domain/paging'
import { Actor, actorOf } from '../access/actor.ts'
import { canSeePackage } from '../access/visible.ts'
import { builder } from '../builder.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { Problem, problemOf } from '../problem.ts'
import { cancelVerification } from './cancel-verification.ts'
import { verifyPackage } from './verify-package.ts'

const VerificationStatus = builder.enumType('VerificationRunStatus', {
  values: ['RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED'],
})
const DiscrepancyStore = builder.enumType('DiscrepancyStore', {
  description: 'Where the content differs from what Lectern recorded.',
  values: ['S3', 'DROPBOX'],
})
const DiscrepancyKind = builder.enumType('DiscrepancyKind', {
  description:
    'MISSING: the file is gone there. FOREIGN: the file exists only there. CHANGED: the file there has other content.',
  values: ['MISSING', 'FOREIGN', 'CHANGED'],
})

const Discrepancy = builder.prismaObject('Discrepancy', {
  description: 'One difference that a verification run found.',
  fields: t => ({
    store: t.expose('store', { type: DiscrepancyStore }),
    kind: t.expose('kind', { type: DiscrepancyKind }),
    path: t.exposeString('path'),
    message: t.exposeString('message', { description: 'What the difference means and how to fix it.' }),
    repaired: t.exposeBoolean('repaired', {
      description: 'Whether it was repaired, or a synchronization was requested that repairs it.',
    }),
  }),
})
const DiscrepancyConnection = builder.connectionObject({ type: Discrepancy, name: 'DiscrepancyConnection' })

const byPath = [
  ['path', 'text'],
  ['id', 'uuid'],
] as const

export const VerificationRun = builder.prismaObject('VerificationRun', {
  description:
    'A comparison of a release or the draft with what S3 holds, and of the draft with Dropbox too. It is over when `finishedAt` is not null, and only then.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: run => globalId('VerificationRun', run.id) }),
    release: t.exposeInt('number', { nullable: true, description: 'The number of the release. Null: the draft.' }),
    revision: t.exposeInt('revision', {
      description: 'The revision of the draft, or the one that the release was made from.',
    }),
    repair: t.exposeBoolean('repair', { description: 'Whether differences are repaired where possible.' }),
    status: t.expose('status', { type: VerificationStatus }),
    filesChecked: t.exposeInt('filesChecked'),
    discrepancies: t.connection(
      {
        description: 'By path.',
        type: Discrepancy,
        nullable: true,
        args: { repaired: t.arg.boolean({ description: 'True: only repaired ones. False: only the others.' }) },
        resolve: ({ id: verificationRunId }, { repaired, ...page }, context) => {
          const { discrepancy } = context.services.database
          const where = { verificationRunId, ...(repaired == null ? {} : { repaired }) }
          return pageOfRows(byPath, page, {
            find: query => discrepancy.findMany({ ...query, where: { AND: [where, query.where] } }),
            count: () => discrepancy.count({ where }),
          })
        },
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
  const run = await context.services.database.verificationRun.findUnique({ where: { id } })
  return run && canSeePackage(context, run.packageId) ? run : null
})

builder.mutationFields(t => ({
  verifyPackage: t.field({
    permission: 'package.verify',
    description:
      'Compares a release or the draft with what S3 holds, and the draft with Dropbox too. `repair`: also repairs differences. Joins an open run of the same content; CONFLICT while another run of the package is open.',
    type: VerificationRun,
    nullable: true,
    args: {
      slug: t.arg.string({ required: true }),
      release: t.arg.int({ description: 'The number of the release. Default: the draft.' }),
      repair: t.arg.boolean({ defaultValue: false }),
    },
    resolve: (_root, { slug, release, repair }, context) =>
      verifyPackage(context, { slug, release: release ?? null, repair: repair ?? false }),
  }),
  cancelVerification: t.field({
    permission: 'package.verify',
    description: 'Cancels a verification run. Lectern keeps finished repairs.',
    type: VerificationRun,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) =>
      cancelVerification(context, requireKey('VerificationRun', id, 'This verification')),
  }),
}))
