import { type Box, keptComparisonWhere } from '@lectern/domain/comparisons/page-comparisons'
import type { ComparedPage as ComparedPageRow, PageComparison as PageComparisonRow } from '@lectern/domain/database'
import { globalId } from '@lectern/domain/global-id'
import { Actor, actorOf } from '../access/actor.ts'
import { canSeePackage } from '../access/visible.ts'
import { builder } from '../builder.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { Package } from '../packages/package.ts'
import { Problem, problemOf } from '../problem.ts'
import { loadPackage } from '../row-loaders.ts'
import { comparePages } from './compare-pages.ts'
import { stillUrl } from './still-url.ts'

const PageComparisonStatus = builder.enumType('PageComparisonStatus', {
  description:
    'QUEUED: it waits for a browser. RUNNING: pages are added one by one. DONE: each page has pictures or a problem. FAILED: `problem` says why; compare again.',
  values: ['QUEUED', 'RUNNING', 'DONE', 'FAILED'],
})

const PictureBox = builder.objectRef<Box>('PictureBox').implement({
  description: 'An area of a picture, in pixels from its upper left corner.',
  fields: t => ({
    x: t.exposeInt('x'),
    y: t.exposeInt('y'),
    width: t.exposeInt('width'),
    height: t.exposeInt('height'),
  }),
})

const stillUrlDescription =
  'The address of a picture of 1280 by 800 pixels, for at least ten minutes. Null until it exists, and for callers who may not preview the package.'

const ComparedPage = builder.objectRef<ComparedPageRow & { comparison: PageComparisonRow }>('ComparedPage').implement({
  description: 'A page as a browser shows it in both versions, two seconds after it was opened.',
  fields: t => ({
    path: t.exposeString('path'),
    before: t.string({
      permission: 'package.preview',
      description: stillUrlDescription,
      nullable: true,
      resolve: (page, _args, context) => (page.beforeVersion ? stillUrl(context, page, 'before') : null),
    }),
    after: t.string({
      permission: 'package.preview',
      description: stillUrlDescription,
      nullable: true,
      resolve: (page, _args, context) => (page.afterVersion ? stillUrl(context, page, 'after') : null),
    }),
    boxes: t.field({
      description: 'The areas that differ, from top to bottom, at most 50. Null until both pictures exist.',
      type: [PictureBox],
      nullable: true,
      resolve: page => page.boxes as Box[] | null,
    }),
    changedShare: t.exposeFloat('changedShare', {
      description: 'The share of the pixels that differ, from 0 to 1. Null until both pictures exist.',
      nullable: true,
    }),
    problem: t.field({
      description: 'Why it has no pictures.',
      type: Problem,
      nullable: true,
      resolve: page => problemOf(page.problem),
    }),
  }),
})

export const PageComparison = builder.prismaObject('PageComparison', {
  description:
    'Pictures of the pages that differ between a release and another one or a draft. It is over when `finishedAt` is not null.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: comparison => globalId('PageComparison', comparison.id) }),
    package: t.field({ type: Package, resolve: ({ packageId }, _args, context) => loadPackage(context, packageId) }),
    from: t.exposeInt('fromNumber', { description: 'The number of the release before.' }),
    to: t.exposeInt('toNumber', { nullable: true, description: 'The number of the release after. Null: a draft.' }),
    revision: t.exposeInt('toRevision', {
      nullable: true,
      description: 'The revision of the draft after. Null: a release.',
    }),
    status: t.expose('status', { type: PageComparisonStatus }),
    problem: t.field({ type: Problem, nullable: true, resolve: comparison => problemOf(comparison.problem) }),
    changedPages: t.exposeInt('changedPages', {
      description: 'How many pages differ, or use a file that differs. 0 while it is queued.',
    }),
    pages: t.field({
      description:
        'The pages that are compared, at most 20: first those that differ themselves, then those that use a file that differs. Each group is sorted by path.',
      type: [ComparedPage],
      resolve: async (comparison, _args, { services: { database } }) => {
        const where = { comparisonId: comparison.id }
        const pages = await database.comparedPage.findMany({ where, orderBy: { number: 'asc' } })
        return pages.map(page => ({ ...page, comparison }))
      },
    }),
    requestedBy: t.field({ type: Actor, resolve: comparison => actorOf(comparison.requestedBy) }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'When it is removed with its pictures.' }),
  }),
})

registerNodeFinder('PageComparison', async (context, id) => {
  const comparison = await context.services.database.pageComparison.findUnique({ where: { id } })
  return comparison && canSeePackage(context, comparison.packageId) ? comparison : null
})

builder.prismaObjectField(Package, 'pageComparison', t =>
  t.field({
    description:
      'The newest comparison of the pages of a release (`from`) with another one, or the current draft. Null if there is none, or if it was removed after seven days.',
    type: PageComparison,
    nullable: true,
    args: { from: t.arg.int({ required: true }), to: t.arg.int({ description: 'Default: the current draft.' }) },
    resolve: ({ id: packageId, revision }, { from, to }, { services: { database } }) => {
      const after = to == null ? { packageId, revision } : { packageId, number: to }
      const where = keptComparisonWhere(from, after)
      return database.pageComparison.findFirst({ where, orderBy: { createdAt: 'desc' } })
    },
  }),
)

builder.queryField('comparesPages', t =>
  t.boolean({
    permission: 'visible',
    nullable: true,
    description: 'Whether pages can be compared as they look: the setting CHROMIUM names a browser.',
    resolve: (_root, _args, { services }) => services.settings.comparesPages,
  }),
)

builder.mutationField('comparePages', t =>
  t.field({
    permission: 'package.preview',
    description:
      'Takes pictures of the pages that differ between a release and another one, or the current draft. Returns the comparison of the same versions if there is one that has not failed; CONFLICT while other versions of the package are being compared, and without a browser.',
    type: PageComparison,
    nullable: true,
    args: {
      slug: t.arg.string({ required: true }),
      from: t.arg.int({ required: true, description: 'The number of the release before.' }),
      to: t.arg.int({ description: 'The number of the release after. Default: the current draft.' }),
    },
    resolve: (_root, { slug, from, to }, context) => comparePages(context, { slug, from, to: to ?? null }),
  }),
)
