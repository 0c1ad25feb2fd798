import type { Environment, EnvironmentAccess, Tx } from '../database.ts'
import { conflict, invalidInput, notFound, type Problem } from '../errors.ts'
import { findingCodes } from '../findings/finding-codes.ts'
import { slugOf } from '../slug.ts'
import type { Action } from '../audit/actions.ts'
import type { Change, Event } from '../audit/change.ts'

/**
 * How an environment behaves. What is absent stays as it is. `blockingFindings`: codes of findings that keep a draft out of it. `frameAncestors`:
 * sources as in CSP. `viewerSecret` is sealed; null takes a key away. Retention counts releases and days; null is no limit.
 */
export type EnvironmentPolicy = {
  name?: string | null
  access?: EnvironmentAccess | null
  fourEyes?: boolean | null
  blockingFindings?: string[] | null
  acceptsFallback?: boolean | null
  keepReleases?: number | null
  keepDays?: number | null
  frameAncestors?: string[] | null
  viewerSecret?: Uint8Array<ArrayBuffer> | null
  viewerJwksUrl?: string | null
}

/** These would be other addresses of the content host or of the API. */
const reservedSlugs = ['graphql', 'preview', 'view', 'media', 'health', 'ready']

/** Has the row stay as it is until the end of the transaction: an environment is shown something, or deleted, not both. */
export async function lockEnvironment(tx: Tx, id: string): Promise<Environment> {
  await tx.$queryRaw`SELECT 1 FROM environment WHERE id = ${id}::uuid FOR SHARE`
  return tx.environment.findUniqueOrThrow({ where: { id } })
}

/** Makes an environment that shows nothing yet. INVALID_INPUT for what cannot be, CONFLICT for a slug that is taken. */
export async function createEnvironment(
  tx: Tx,
  { slug, ...policy }: EnvironmentPolicy & { slug: string },
): Promise<Change<Environment>> {
  if (!slug || slugOf(slug) !== slug)
    throw invalidInput(
      'input.slug',
      'A slug has only a–z, 0–9 and -, at most 63 of them, and begins and ends with a letter or digit.',
    )
  if (reservedSlugs.includes(slug))
    throw invalidInput('input.slug', `«${slug}» is an address of Lectern itself. Choose another word.`)
  const data = validatedColumns({ ...policy, name: policy.name ?? '' })
  // Two who ask at once: the index lets one of them through.
  const [created] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO environment (id, slug, name) VALUES (gen_random_uuid(), ${slug}, ${data.name})
    ON CONFLICT (slug) WHERE deleted_at IS NULL DO NOTHING RETURNING id::text`
  if (!created) throw conflict(`There is an environment «${slug}» already. Choose another slug.`)
  const environment = await tx.environment.update({ where: { id: created.id }, data })
  return { result: environment, events: [environmentEvent(environment, 'environment.created', 'was made')] }
}

/** Changes how an environment behaves, for whatever is asked of it from now on. */
export async function updateEnvironment(tx: Tx, id: string, policy: EnvironmentPolicy): Promise<Change<Environment>> {
  const before = await lockForChange(tx, id)
  const environment = await tx.environment.update({ where: { id }, data: validatedColumns(policy) })
  const event = environmentEvent(environment, 'environment.updated', 'was changed')
  return { result: environment, events: [{ ...event, before: auditedFields(before) }] }
}

/** Deletes an environment that shows nothing and is to show nothing; else CONFLICT, with all of it. Its slug is free again. */
export async function deleteEnvironment(tx: Tx, id: string): Promise<Change<Environment>> {
  const before = await lockForChange(tx, id)
  const problems = await usageProblems(tx, id)
  if (problems.length > 0)
    throw conflict(
      `${before.name} is still in use. ${problems
        .slice(0, 3)
        .map(({ message }) => message)
        .join(' ')}`,
      problems,
    )
  const environment = await tx.environment.update({ where: { id }, data: { deletedAt: new Date() } })
  return { result: environment, events: [environmentEvent(environment, 'environment.deleted', 'was deleted')] }
}

async function lockForChange(tx: Tx, id: string): Promise<Environment> {
  await tx.$queryRaw`SELECT 1 FROM environment WHERE id = ${id}::uuid FOR UPDATE`
  const environment = await tx.environment.findUniqueOrThrow({ where: { id } })
  if (environment.deletedAt) throw notFound('This environment')
  return environment
}

async function usageProblems(tx: Tx, environmentId: string): Promise<Problem[]> {
  const [currentDeployments, publications, schedules] = [
    await tx.currentDeployment.findMany({
      where: { environmentId },
      include: { package: true, deployment: { include: { release: true } } },
      orderBy: { package: { slug: 'asc' } },
    }),
    await tx.publication.findMany({ where: { environmentId, finishedAt: null }, include: { package: true } }),
    await tx.scheduledDeployment.findMany({
      where: { environmentId, finishedAt: null },
      include: { releases: { include: { package: true } } },
    }),
  ]
  return [
    ...currentDeployments.map(({ package: { slug, title }, deployment: { release } }) => {
      return { code: 'SHOWN', message: `It shows release ${release.number} of «${title}». Unpublish that.`, path: slug }
    }),
    ...publications.map(({ package: { slug, title } }) => {
      return { code: 'PUBLISHING', message: `«${title}» is being published to it. Stop that.`, path: slug }
    }),
    ...schedules.map(({ at, releases }) => {
      const titles = releases.map(release => `«${release.package.title}»`).join(', ')
      const message = `${titles} is to be shown from ${at.toISOString()} on. Cancel that.`
      return { code: 'SCHEDULED', message, path: releases[0]?.package.slug ?? null }
    }),
  ]
}

const frameAncestorPattern = /^(\*|'self'|'none'|https?:\/\/(\*\.)?[a-z0-9.-]+(:(\d+|\*))?)$/i

/** The columns that were named, each looked at. */
function validatedColumns(policy: EnvironmentPolicy) {
  const { name, access, fourEyes, blockingFindings, acceptsFallback, frameAncestors } = policy
  if (name != null && (name.trim() === '' || name.length > 200))
    throw invalidInput('input.name', 'A name has 1 to 200 characters.')
  const invalidSource = frameAncestors?.find(one => !frameAncestorPattern.test(one))
  if (invalidSource !== undefined || frameAncestors?.length === 0)
    throw invalidInput(
      'input.frameAncestors',
      `${invalidSource === undefined ? 'At least one source is needed' : `«${invalidSource}» is no source`}: write *, 'self', 'none' or an address like https://school.example.org or https://*.example.org.`,
    )
  const unknownCode = blockingFindings?.find(code => !findingCodes.some(known => known === code))
  if (unknownCode !== undefined)
    throw invalidInput(
      'input.blockingFindings',
      `There is no finding «${unknownCode}». Known are ${findingCodes.join(', ')}.`,
    )
  for (const field of ['keepReleases', 'keepDays'] as const) {
    const limit = policy[field]
    if (limit != null && (limit < 1 || limit > 3650))
      throw invalidInput(`input.${field}`, 'A number from 1 to 3650, or null for no limit.')
  }
  return {
    name: name?.trim(),
    access: access ?? undefined,
    fourEyes: fourEyes ?? undefined,
    blockingFindings: blockingFindings ? [...new Set(blockingFindings)].sort() : undefined,
    acceptsFallback: acceptsFallback ?? undefined,
    frameAncestors: frameAncestors ?? undefined,
    keepReleases: policy.keepReleases,
    keepDays: policy.keepDays,
    viewerSecret: policy.viewerSecret,
    viewerJwksUrl: policy.viewerJwksUrl,
  }
}

function environmentEvent(environment: Environment, action: Action, words: string): Event {
  const subject = { subjectType: 'Environment', subjectId: environment.id }
  return { action, ...subject, summary: `${environment.name} ${words}`, after: auditedFields(environment) }
}

/** What the log says of an environment: all but the key itself. */
const auditedFields = ({ id: _, createdAt: __, deletedAt: ___, viewerSecret, ...rest }: Environment) => ({
  ...rest,
  viewerSecret: viewerSecret !== null,
})
