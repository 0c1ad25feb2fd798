/** Something for every mutation to change: packages, runs, environments, and people in all their states. */
import { randomUUID } from 'node:crypto'
import { cursorOf } from '@lectern/domain/paging'
import {
  buildApiToken,
  buildDeployment,
  buildDraft,
  buildDraftFile,
  buildEncoding,
  buildEnvironment,
  buildFinding,
  buildGrant,
  buildIgnoredFinding,
  buildInvitation,
  buildOpenRun,
  buildPackage,
  buildPreviewLink,
  buildPublication,
  buildRelease,
  buildSession,
  buildTranscode,
  buildUser,
  buildVideo,
  buildViewerToken,
  buildWebhook,
  harry,
} from '../../domain/test/factories.ts'
import { inSequence } from '../audit/audit-log.ts'
import type { TestApi } from './api.ts'

/**
 * The slugs of a world. `folders`: folders in Dropbox that no package has. `choices`: the folder that a run waits for. Both
 * are without a leading slash. `cursors`: of events in the audit log.
 */
export type MutationWorld = {
  packages: string[]
  environments: string[]
  folders: string[]
  choices: string[]
  cursors: string[]
}

/** The causes of the findings of a world. The second one is ignored. */
export const [openCause, ignoredCause] = ['cause of an open finding', 'cause of an ignored finding']

/** Builds a world. `folders` exist in Dropbox, and no package has them. */
export async function buildMutationWorld(api: TestApi, folders: string[]): Promise<MutationWorld> {
  const { database } = api
  const environments = await Promise.all(
    ['busy', 'shown', 'scheduled', 'free'].map(name =>
      buildEnvironment(database, { slug: `${name}-${randomUUID().slice(0, 8)}` }),
    ),
  )
  const [busy, shown, scheduled] = environments.map(({ id }) => id)
  const packages = [
    await buildBusyPackage(api, busy!),
    await buildQuietPackage(api, shown!, scheduled!),
    await buildPackage(database, { archivedAt: new Date() }),
    await buildMovedPackage(api, folders[0]!),
  ]
  for (const environmentId of [shown!, scheduled!]) await buildViewerToken(database, { environmentId })
  await buildGrant(database)
  await buildGrant(database, { tokenId: (await buildApiToken(database)).id })
  for (let count = 0; count < 3; count++) {
    await buildUser(database, { active: count > 0, twoFactorEnabled: true })
    await buildInvitation(database)
    await buildSession(database)
    await buildWebhook(database)
  }
  return {
    packages: packages.map(({ slug }) => slug),
    environments: environments.map(({ slug }) => slug),
    folders: folders.slice(1),
    choices: folders.slice(0, 1),
    cursors: await readCursors(api),
  }
}

async function readCursors({ database }: TestApi): Promise<string[]> {
  const events = await database.auditEvent.findMany({ orderBy: { sequence: 'asc' }, take: 10 })
  return events.map(event => cursorOf(inSequence, event))
}

/** Builds a package with something open of every kind. */
async function buildBusyPackage({ database }: TestApi, environmentId: string) {
  const pkg = await buildPackage(database)
  const packageId = pkg.id
  await buildOpenRun(database, { packageId, status: 'WAITING_FOR_CONFIRMATION', phase: 'COPYING' })
  await buildDraft(database, { packageId })
  await buildDraftFile(database, { packageId, path: 'index.html' })
  await buildFinding(database, { packageId, cause: openCause })
  await buildFinding(database, { packageId, cause: ignoredCause })
  await buildIgnoredFinding(database, { packageId, cause: ignoredCause })
  const transcode = await buildTranscode(database, { packageId, status: 'WAITING_FOR_BUDGET' })
  const paused = await buildVideo(database, { packageId })
  const encoding = await buildEncoding(
    database,
    { contentHash: paused.contentHash, status: 'QUEUED' },
    { packageId, transcodeId: transcode.id, pausedAt: new Date() },
  )
  await database.encodingRequest.create({ data: { encodingId: encoding.id, transcodeId: transcode.id } })
  await buildPublication(database, { packageId, environmentId })
  await buildPreviewLink(database, { packageId })
  await database.verificationRun.create({ data: { packageId, revision: 1, repair: false, startedBy: harry } })
  return pkg
}

/** Builds a package with a draft, a failed video, an outdated one, and two releases, of which one is shown and one is scheduled. */
async function buildQuietPackage({ database }: TestApi, shown: string, scheduled: string) {
  const pkg = await buildPackage(database)
  const packageId = pkg.id
  await buildDraft(database, { packageId })
  await buildDraftFile(database, { packageId, path: 'index.html' })
  const failed = await buildVideo(database, { packageId })
  const outdated = await buildVideo(database, { packageId })
  await buildEncoding(database, { contentHash: outdated.contentHash, profile: 'older', status: 'READY' })
  await buildTranscode(database, { packageId, status: 'FAILED', finishedAt: new Date() })
  await buildEncoding(database, { contentHash: failed.contentHash, status: 'FAILED' })
  const [first, second] = [await buildRelease(database, { packageId }), await buildRelease(database, { packageId })]
  await buildDeployment(database, { releaseId: first.id, environmentId: shown })
  await database.scheduledDeployment.create({
    data: {
      environmentId: scheduled,
      at: new Date(Date.now() + 3_600_000),
      createdBy: harry,
      releases: { create: [{ packageId, releaseId: second.id }] },
    },
  })
  return pkg
}

/** Builds a package whose run waits for the choice of a folder. */
async function buildMovedPackage({ database }: TestApi, folder: string) {
  const pkg = await buildPackage(database)
  const choice = (name: string, dropboxId: string) => {
    const path = `/${name}`
    return { dropboxId, path, pathLower: path.toLowerCase(), name }
  }
  const folderChoices = [choice(pkg.slug, pkg.dropboxId), choice(folder, `id:${randomUUID()}`)]
  await buildOpenRun(database, { packageId: pkg.id, status: 'WAITING_FOR_FOLDER', folderChoices })
  return { ...pkg, choices: folderChoices }
}
