import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Action } from '../audit/actions.ts'
import type { Change, Event } from '../audit/change.ts'
import { type Environment, type EnvironmentAccess, Prisma, type Tx } from '../database.ts'
import { conflict, invalidInput, notFound, type Problem } from '../errors.ts'
import { findingCodes } from '../findings/finding-codes.ts'
import { rows } from '../rows.ts'
import { reservedEnvironmentSlugs, slugOf } from '../slug.ts'

/**
 * The settings of an environment. Absent fields stay unchanged. `blockingFindings` lists the codes of findings that
 * block a draft. `frameAncestors` lists sources as in CSP. `viewerSecret` is encrypted; null removes a key. Retention
 * counts releases and days; null means no limit. `controls`, `resume`, and `requiresSecondFactor`: see the columns.
 */
export type EnvironmentPolicy = {
  name?: string | null
  access?: EnvironmentAccess | null
  fourEyes?: boolean | null
  blockingFindings?: string[] | null
  acceptsFallback?: boolean | null
  controls?: boolean | null
  resume?: boolean | null
  requiresSecondFactor?: boolean | null
  keepReleases?: number | null
  keepDays?: number | null
  frameAncestors?: string[] | null
  viewerSecret?: Uint8Array<ArrayBuffer> | null
  viewerJwksUrl?: string | null
}

/** Locks the environment's row against changes. Serializes deployments with changing or deleting the environment. */
export async function lockEnvironment(tx: Tx, id: string): Promise<Environment> {
  await tx.$queryRaw`SELECT 1 FROM environment WHERE id = ${id}::uuid FOR SHARE`
  return tx.environment.findUniqueOrThrow({ where: { id } })
}

const createdRow = z.object({ id: z.string() })

/** Creates an empty environment. Throws INVALID_INPUT for invalid settings, and CONFLICT for a slug in use. */
export async function createEnvironment(
  tx: Tx,
  { slug, ...policy }: EnvironmentPolicy & { slug: string },
): Promise<Change<Environment>> {
  if (!slug || slugOf(slug) !== slug)
    throw invalidInput(
      'input.slug',
      'This slug is not valid. Use 1 to 63 of the characters a–z, 0–9, and -, and start and end with a letter or digit.',
    )
  if (reservedEnvironmentSlugs.includes(slug))
    throw invalidInput('input.slug', `The slug "${slug}" is reserved for Lectern. Choose another slug.`)
  const data = validatedColumns({ ...policy, name: policy.name ?? '' })
  // The unique index lets one of two concurrent requests through.
  const sql = Prisma.sql`
    INSERT INTO environment (id, slug, name) VALUES (gen_random_uuid(), ${slug}, ${data.name})
    ON CONFLICT (slug) WHERE deleted_at IS NULL DO NOTHING RETURNING id::text`
  const [created] = await rows(tx, createdRow, sql)
  if (!created)
    throw conflict(`An environment with the slug "${slug}" already exists. Choose another slug.`, [], 'input.slug')
  const environment = await tx.environment.update({ where: { id: created.id }, data })
  return { result: environment, events: [environmentEvent(environment, 'environment.created', 'Created')] }
}

/** Changes the settings of an environment. They apply to all later requests. */
export async function updateEnvironment(tx: Tx, id: string, policy: EnvironmentPolicy): Promise<Change<Environment>> {
  const before = await lockForChange(tx, id)
  const environment = await tx.environment.update({ where: { id }, data: validatedColumns(policy) })
  if (isDeepStrictEqual(environment, before)) return { result: environment }
  const event = environmentEvent(environment, 'environment.updated', 'Changed')
  return { result: environment, events: [{ ...event, before: auditedFields(before) }] }
}

/**
 * Deletes an environment and frees its slug. Throws CONFLICT, with all reasons, while the environment shows a package
 * or has an open publication or schedule.
 */
export async function deleteEnvironment(tx: Tx, id: string): Promise<Change<Environment>> {
  const before = await lockForChange(tx, id)
  const problems = await usageProblems(tx, id)
  if (problems.length > 0)
    throw conflict(
      `The environment "${before.name}" is still in use. ${problems
        .slice(0, 3)
        .map(({ message }) => message)
        .join(' ')}`,
      problems,
    )
  const closedAt = new Date()
  await tx.publicationRequest.updateMany({ where: { environmentId: id, closedAt: null }, data: { closedAt } })
  const environment = await tx.environment.update({ where: { id }, data: { deletedAt: closedAt } })
  return { result: environment, events: [environmentEvent(environment, 'environment.deleted', 'Deleted')] }
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
      const message = `It shows release ${release.number} of "${title}". Unpublish the package first.`
      return { code: 'PACKAGE_SHOWN', message, path: slug }
    }),
    ...publications.map(({ package: { slug, title } }) => {
      const message = `"${title}" is being published to it. Cancel the publication first.`
      return { code: 'PUBLISHING', message, path: slug }
    }),
    ...schedules.map(({ at, releases }) => {
      const titles = releases.map(release => `"${release.package.title}"`).join(', ')
      const message = `A deployment of ${titles} is scheduled for ${at.toISOString()}. Cancel it first.`
      return { code: 'SCHEDULED', message, path: releases[0]?.package.slug ?? null }
    }),
  ]
}

/** Clients and proxies cannot read longer headers. */
const maxFramePolicyBytes = 4_096

const frameAncestorPattern = /^(\*|'self'|'none'|https?:\/\/(\*\.)?[a-z0-9.-]+(:(\d+|\*))?)$/i

/** Validates the given settings and returns them as columns. */
function validatedColumns(policy: EnvironmentPolicy) {
  const { name, access, fourEyes, blockingFindings, acceptsFallback, frameAncestors } = policy
  if (name != null && (name.trim() === '' || name.length > 200))
    throw invalidInput('input.name', 'This name is empty or too long. Use 1 to 200 characters.')
  const invalidSource = frameAncestors?.find(source => !frameAncestorPattern.test(source))
  if (invalidSource !== undefined || frameAncestors?.length === 0)
    throw invalidInput(
      'input.frameAncestors',
      `${invalidSource === undefined ? 'The list has no source' : `"${invalidSource}" is not a valid source`}. Use *, 'self', 'none', or an address such as https://school.example.org or https://*.example.org.`,
    )
  // The pattern allows only ASCII, so that a character is a byte.
  if (frameAncestors && `frame-ancestors ${frameAncestors.join(' ')}`.length > maxFramePolicyBytes)
    throw invalidInput(
      'input.frameAncestors',
      'These sources are too long together. Use at most 4,000 characters, for example with addresses such as https://*.example.org.',
    )
  const unknownCode = blockingFindings?.find(code => !findingCodes.some(findingCode => findingCode === code))
  if (unknownCode !== undefined)
    throw invalidInput(
      'input.blockingFindings',
      `"${unknownCode}" is not a finding code. Use one of ${findingCodes.join(', ')}.`,
    )
  for (const field of ['keepReleases', 'keepDays'] as const) {
    const limit = policy[field]
    if (limit != null && (limit < 1 || limit > 3650))
      throw invalidInput(`input.${field}`, 'This number is out of range. Use 1 to 3650, or null for no limit.')
  }
  return {
    name: name?.trim(),
    access: access ?? undefined,
    fourEyes: fourEyes ?? undefined,
    blockingFindings: blockingFindings ? [...new Set(blockingFindings)].sort() : undefined,
    acceptsFallback: acceptsFallback ?? undefined,
    controls: policy.controls ?? undefined,
    resume: policy.resume ?? undefined,
    requiresSecondFactor: policy.requiresSecondFactor ?? undefined,
    frameAncestors: frameAncestors ?? undefined,
    keepReleases: policy.keepReleases,
    keepDays: policy.keepDays,
    viewerSecret: policy.viewerSecret,
    viewerJwksUrl: policy.viewerJwksUrl,
  }
}

function environmentEvent(environment: Environment, action: Action, verb: string): Event {
  const subject = { subjectType: 'Environment', subjectId: environment.id, environmentId: environment.id }
  const summary = `${verb} the environment "${environment.name}"`
  return { action, ...subject, summary, after: auditedFields(environment) }
}

/** Returns the fields for the audit log. The viewer key becomes a boolean that says whether there is one. */
const auditedFields = ({ id: _, createdAt: __, deletedAt: ___, viewerSecret, ...rest }: Environment) => ({
  ...rest,
  viewerSecret: viewerSecret !== null,
})
