import { builder } from '../builder.ts'
import { globalId } from '../global-id.ts'
import { pageOfRows } from '../paging.ts'
import { seesPackage } from '../reads/visible.ts'
import { Actor, actorOf } from './actor.ts'
import { findable, Node, requiredKey } from './node.ts'
import { Problem, problemOf } from './problem.ts'

const InspectionStatus = builder.enumType('InspectionStatus', {
  values: ['RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED'],
})
const DiscrepancyPlace = builder.enumType('DiscrepancyPlace', {
  description: 'Where something is otherwise than Lectern has it.',
  values: ['S3', 'DROPBOX'],
})
const DiscrepancyKind = builder.enumType('DiscrepancyKind', {
  description: 'MISSING: it is gone there. FOREIGN: it is there alone. CHANGED: something else is in its place.',
  values: ['MISSING', 'FOREIGN', 'CHANGED'],
})

const Discrepancy = builder.prismaObject('Discrepancy', {
  description: 'One difference that an inspection found.',
  fields: t => ({
    place: t.expose('place', { type: DiscrepancyPlace }),
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

export const Inspection = builder.prismaObject('Inspection', {
  description:
    'A release, or the draft, compared with what S3 holds; the draft with Dropbox too. It is over when `finishedAt` is not null, and only then.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: inspection => globalId('Inspection', inspection.id) }),
    package: t.relation('package'),
    release: t.exposeInt('number', { nullable: true, description: 'Its number; null: the draft.' }),
    revision: t.exposeInt('revision', { description: 'Of the draft, or of the one that the release was made of.' }),
    repair: t.exposeBoolean('repair', { description: 'What differs is mended where that can be done.' }),
    status: t.expose('status', { type: InspectionStatus }),
    filesChecked: t.exposeInt('filesChecked'),
    discrepancies: t.connection(
      {
        description: 'By path.',
        type: Discrepancy,
        nullable: true,
        resolve: ({ id: inspectionId }, page, { database: { discrepancy } }) =>
          pageOfRows(byPath, page, {
            find: query => discrepancy.findMany({ ...query, where: { AND: [{ inspectionId }, query.where] } }),
            count: () => discrepancy.count({ where: { inspectionId } }),
          }),
      },
      DiscrepancyConnection,
    ),
    startedBy: t.field({ type: Actor, resolve: inspection => actorOf(inspection.startedBy) }),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    error: t.field({ type: Problem, nullable: true, resolve: inspection => problemOf(inspection.error) }),
  }),
})

export const InspectionConnection = builder.connectionObject({ type: Inspection, name: 'InspectionConnection' })

findable('Inspection', async (context, id) => {
  const inspection = await context.database.inspection.findUnique({ where: { id } })
  return inspection && seesPackage(context, inspection.packageId) ? inspection : null
})

builder.mutationFields(t => ({
  verifyPackage: t.field({
    description:
      'Compares a release, or the draft, with what S3 and Dropbox hold. repair: and mends what differs. Joins one that is going on; CONFLICT while the package is compared otherwise.',
    type: Inspection,
    nullable: true,
    args: {
      slug: t.arg.string({ required: true }),
      release: t.arg.int({ description: 'Its number; by default the draft.' }),
      repair: t.arg.boolean({ defaultValue: false }),
    },
    resolve: (_root, { slug, release, repair }, context) =>
      context.commands.verifyPackage({ slug, release: release ?? null, repair: repair ?? false }),
  }),
  cancelInspection: t.field({
    description: 'What it mended stays so.',
    type: Inspection,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) =>
      context.commands.cancelInspection(requiredKey('Inspection', id, 'This verification')),
  }),
}))
