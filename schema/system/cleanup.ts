import {
  type Removal,
  type RemovalCandidate,
  removalsOf,
  removalsOfCleanup,
} from '@lectern/domain/cleanup/cleanup-counts'
import type { CleanupDryRun as CleanupDryRunRow } from '@lectern/domain/database'
import { globalId } from '@lectern/domain/global-id'
import type { CleanupNights as CleanupNightsShape } from '@lectern/workflows/system/cleanup-nights'
import { Actor, actorOf } from '../access/actor.ts'
import { builder } from '../builder.ts'
import { Problem, problemOf } from '../problem.ts'
import { startCleanupDryRun } from './start-cleanup-dry-run.ts'

const CleanupKind = builder.enumType('CleanupKind', {
  description:
    'RELEASES: those that no retention rule keeps. DRAFTS: past ones, with their rows. UPLOADS: abandoned ones. ENCODINGS: streams that nothing plays. SOURCES: copies of videos for encoding. CAPTIONS: converted ones. FILE_VERSIONS: objects in S3 that no row names. VIEWER_TOKENS: expired ones. PAGE_COMPARISONS: pictures of pages, after seven days.',
  values: {
    RELEASES: { value: 'releases' },
    DRAFTS: { value: 'revisions' },
    UPLOADS: { value: 'uploads' },
    ENCODINGS: { value: 'streams' },
    SOURCES: { value: 'sources' },
    CAPTIONS: { value: 'captions' },
    FILE_VERSIONS: { value: 'versions' },
    VIEWER_TOKENS: { value: 'viewerTokens' },
    PAGE_COMPARISONS: { value: 'comparisons' },
  } as const,
})

const CleanupExample = builder.objectRef<RemovalCandidate>('CleanupExample').implement({
  description: 'One thing that a cleanup would remove.',
  fields: t => ({
    description: t.exposeString('description', { description: 'What it is, or its key in S3.' }),
    bytes: t.expose('bytes', { type: 'Bytes', description: 'The size of its objects in S3.' }),
  }),
})

const CleanupRemoval = builder.objectRef<Removal>('CleanupRemoval').implement({
  description: 'What a cleanup removed, or would remove, of one kind.',
  fields: t => ({
    kind: t.expose('kind', { type: CleanupKind }),
    count: t.exposeInt('count'),
    bytes: t.expose('bytes', {
      type: 'Bytes',
      nullable: true,
      description: 'The size of their objects in S3. Null: an earlier version of Lectern did not record it.',
    }),
    examples: t.field({
      description: 'The first 100 of a dry run. Empty for a cleanup.',
      type: [CleanupExample],
      resolve: ({ examples }) => examples,
    }),
  }),
})

export const CleanupNights = builder.objectRef<CleanupNightsShape>('CleanupNights').implement({
  description: 'The nightly cleanup.',
  fields: t => ({
    lastAt: t.expose('lastAt', { type: 'DateTime', nullable: true, description: 'Null: it has not run yet.' }),
    lastStatus: t.exposeString('lastStatus', {
      nullable: true,
      description: "Temporal's status of the last run, such as RUNNING, COMPLETED, or FAILED. Null if it is not known.",
    }),
    lastRemovals: t.field({
      description: 'What the last run removed. Null unless it is COMPLETED.',
      type: [CleanupRemoval],
      nullable: true,
      resolve: ({ lastRunId, lastStatus }, _args, { services }) =>
        lastRunId && lastStatus === 'COMPLETED' ? removalsOfCleanup(services.database, lastRunId) : null,
    }),
    nextAt: t.expose('nextAt', { type: 'DateTime', nullable: true, description: 'Null: its schedule is paused.' }),
  }),
})

export const CleanupDryRun = builder.objectRef<CleanupDryRunRow>('CleanupDryRun').implement({
  description:
    'What the nightly cleanup would remove if it ran now, by the same rules. It is over when `finishedAt` is not null, and only then.',
  fields: t => ({
    id: t.id({ resolve: ({ id }) => globalId('CleanupDryRun', id) }),
    startedBy: t.field({ type: Actor, resolve: ({ startedBy }) => actorOf(startedBy) }),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    removals: t.field({
      description: 'By kind, without kinds of which there is nothing. Null while it runs, and when it failed.',
      type: [CleanupRemoval],
      nullable: true,
      resolve: ({ counts, candidates }) => (counts === null ? null : removalsOf(counts, candidates)),
    }),
    error: t.field({
      description: 'Why it failed.',
      type: Problem,
      nullable: true,
      resolve: ({ error }) => problemOf(error),
    }),
  }),
})

builder.mutationField('startCleanupDryRun', t =>
  t.field({
    permission: 'system.read',
    description:
      'Finds out what the nightly cleanup would remove now, and removes nothing. It reads all of S3, which takes a while. Joins the one that is open; the result of the last one is replaced.',
    type: CleanupDryRun,
    nullable: true,
    resolve: (_root, _args, context) => startCleanupDryRun(context),
  }),
)
