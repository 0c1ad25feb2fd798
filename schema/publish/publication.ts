import type { Publication as PublicationRow } from '@lectern/domain/database'
import { notFound, type Problem as ProblemShape, unauthenticated } from '@lectern/domain/errors'
import { globalId } from '@lectern/domain/global-id'
import { publicationVideos } from '@lectern/domain/publish/release-videos'
import { awaitedVideos } from '@lectern/domain/transcode/failed-videos'
import { Actor, actorOf } from '../access/actor.ts'
import { canSeeEnvironment, canSeeInEnvironment } from '../access/visible.ts'
import { builder } from '../builder.ts'
import { type Context, callerOf } from '../context.ts'
import { Environment } from '../environments/environment.ts'
import { liveQuery } from '../live-query.ts'
import { keyOf, Node, registerNodeFinder, requireKey } from '../node.ts'
import { Problem, problemOf } from '../problem.ts'
import { loadDeployment, loadEnvironment } from '../row-loaders.ts'
import { parseDraftKey } from '../sync/draft.ts'
import { cancelPublication } from './cancel-publication.ts'
import { Deployment } from './deployment.ts'
import { publishPackage } from './publish-package.ts'
import { Release } from './release.ts'

const PublicationStatus = builder.enumType('PublicationStatus', {
  description: 'QUEUED: waits for another publication of the same package.',
  values: ['QUEUED', 'COPYING', 'WAITING_FOR_VIDEOS', 'SUCCEEDED', 'BLOCKED', 'FAILED', 'CANCELED'],
})

export const Publication = builder.prismaObject('Publication', {
  description:
    'One request to make a release of a draft and show it. It is over when `finishedAt` is not null, and only then.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: publication => globalId('Publication', publication.id) }),
    environment: t.field({
      type: Environment,
      nullable: true,
      resolve: ({ environmentId }, _args, context) =>
        canSeeEnvironment(context, environmentId) ? loadEnvironment(context, environmentId) : null,
    }),
    status: t.expose('status', { type: PublicationStatus }),
    blockers: t.field({
      description: 'Why it is BLOCKED. Fix these problems and publish again.',
      type: [Problem],
      resolve: publication => publication.blockers as ProblemShape[],
    }),
    waitingFor: t.stringList({
      description: 'Paths of the videos that are not READY, at most 100.',
      resolve: (publication, _args, context) => waitingFor(context, publication),
    }),
    acceptedFallbacks: t.exposeStringList('acceptedFallbacks', {
      description: "Paths of videos that play from the author's file if their encoding failed.",
    }),
    filesTotal: t.exposeInt('filesTotal'),
    filesDone: t.exposeInt('filesDone'),
    release: t.field({
      description: 'The release that it made. If another release was the same as the draft, the one that it deployed.',
      type: Release,
      nullable: true,
      select: (_args, _context, nested) => ({ release: nested(), deployment: { select: { release: nested() } } }),
      resolve: ({ release, deployment }) => release ?? deployment?.release ?? null,
    }),
    deployment: t.field({
      type: Deployment,
      nullable: true,
      resolve: ({ deploymentId, environmentId }, _args, context) =>
        deploymentId && canSeeEnvironment(context, environmentId) ? loadDeployment(context, deploymentId) : null,
    }),
    startedBy: t.field({ type: Actor, resolve: publication => actorOf(publication.startedBy) }),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    error: t.field({ type: Problem, nullable: true, resolve: publication => problemOf(publication.error) }),
  }),
})

builder.prismaObjectField(Publication, 'waitsFor', t =>
  t.field({
    description:
      'The publication that it is queued behind. It waits until that one is copied. Null when the caller may not see that one.',
    type: Publication,
    nullable: true,
    resolve: (publication, _args, context) => findPublicationAhead(context, publication),
  }),
)

async function findPublicationAhead(context: Context, { packageId, status, startedAt }: PublicationRow) {
  if (status !== 'QUEUED') return null
  const ahead = await context.services.database.publication.findFirst({
    where: { packageId, finishedAt: null, copiedAt: null, startedAt: { lt: startedAt } },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  })
  return ahead && canSeeInEnvironment(context, ahead) ? ahead : null
}

export const PublicationConnection = builder.connectionObject({ type: Publication, name: 'PublicationConnection' })

async function waitingFor(
  {
    services: {
      database,
      settings: {
        encodingSettings: { profile },
      },
    },
  }: Context,
  publication: PublicationRow,
): Promise<string[]> {
  if (publication.finishedAt || publication.number === null) return []
  const videos = await publicationVideos(database, { ...publication, number: publication.number }, profile)
  const environment = await database.environment.findUniqueOrThrow({ where: { id: publication.environmentId } })
  const candidates = awaitedVideos(environment, publication.acceptedFallbacks, videos)
  const pendingVideos = candidates.filter(({ status, encodedAs }) => status !== 'READY' && encodedAs === null)
  return pendingVideos.map(({ path }) => path).slice(0, 100)
}

const findPublication = registerNodeFinder('Publication', async (context, id) => {
  const publication = await context.services.database.publication.findUnique({ where: { id } })
  return publication && canSeeInEnvironment(context, publication) ? publication : null
})

builder.queryField('publication', t =>
  t.field({
    permission: 'visible',
    type: Publication,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => findPublication(context, keyOf('Publication', id) ?? ''),
  }),
)

builder.mutationFields(t => ({
  publishPackage: t.field({
    permission: 'package.publish',
    description:
      '`draft`: the id of the draft that the caller reviewed; CONFLICT when it has changed. The same `idempotencyKey` returns the same publication.',
    type: Publication,
    nullable: true,
    args: {
      slug: t.arg.string({ required: true }),
      environment: t.arg.string({ required: true }),
      draft: t.arg.id(),
      notes: t.arg.string(),
      idempotencyKey: t.arg.string(),
      acceptFallback: t.arg.stringList({
        description: "Paths of failed videos that may play from the author's file, if the environment allows it.",
      }),
    },
    resolve: async (_root, { draft, ...input }, context) => {
      const revision = draft == null ? undefined : await revisionOf(context, input.slug, draft)
      return publishPackage(context, { ...input, revision })
    },
  }),
  cancelPublication: t.field({
    permission: 'package.publish',
    type: Publication,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => cancelPublication(context, requireKey('Publication', id, 'This publication')),
  }),
}))

/** Returns the revision that a draft's id names. NOT_FOUND for a draft of another package. */
async function revisionOf({ services: { database } }: Context, slug: string, draftId: string): Promise<number> {
  const draft = parseDraftKey(requireKey('Draft', draftId, 'This draft'))
  const pkg = draft && (await database.package.findFirst({ where: { id: draft.packageId, slug } }))
  if (!pkg) throw notFound('This draft')
  return draft.revision
}

builder.subscriptionField('publicationProgress', t =>
  t.field({
    permission: 'visible',
    description: 'Sends the publication at once and after each change. Ends with the publication.',
    type: Publication,
    args: { id: t.arg.id({ required: true }) },
    extensions: { sendsStates: true },
    subscribe: (_root, { id }, context) => publicationUpdates(context, id),
    resolve: ({ publication }) => publication,
  }),
)

/** Adds `waitingFor` to each state, because it can change while the row does not. */
async function publicationUpdates(context: Context, id: string) {
  if (!callerOf(context)) throw unauthenticated()
  const found = await findPublication(context, requireKey('Publication', id, 'This publication'))
  if (!found) throw notFound('This publication')
  return liveQuery(context, found.packageId, {
    environmentId: found.environmentId,
    async read() {
      const publication = await context.services.database.publication.findUnique({ where: { id: found.id } })
      return publication && { publication, waitingFor: await waitingFor(context, publication) }
    },
    isOver: ({ publication }) => publication.finishedAt !== null,
    skipUnchanged: true,
  })
}
