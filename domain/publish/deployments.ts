import { isStillPermitted } from '../access/current-caller.ts'
import type { Permission } from '../access/permissions.ts'
import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { Deployment, Package, Release, Tx } from '../database.ts'
import { lockEnvironment } from '../environments/environments.ts'
import { conflict, forbidden, type Problem } from '../errors.ts'
import { lockPackage } from '../transaction.ts'
import { findFourEyesProblem } from './four-eyes.ts'
import { policyBlockers } from './policy.ts'
import { fulfillPublicationRequest } from './publication-requests.ts'

/** Where to deploy a package, and the permission that this needs. The caller must lock the package. */
export type DeploymentTarget = { pkg: Package; environmentId: string; permission: Permission }

/** What to deploy: a release, or what is about to become one. */
export type Deployable = Pick<Release, 'packageId' | 'number' | 'revision' | 'fallbackVideos' | 'removedAt'>

/**
 * Makes a release the current deployment of an environment. The caller must have checked `deploymentProblems` in this
 * transaction. Does nothing if the environment already shows the release. `draftRevision`: of the draft that the release
 * is the same as, by default the one that it was made from.
 */
export async function deploy(
  tx: Tx,
  by: Attribution,
  { pkg, environmentId }: Pick<DeploymentTarget, 'pkg' | 'environmentId'>,
  release: Release,
  draftRevision?: number,
): Promise<{ deployment: Deployment; events: Event[] }> {
  const environment = await tx.environment.findUniqueOrThrow({ where: { id: environmentId } })
  const where = { environmentId_packageId: { environmentId: environment.id, packageId: pkg.id } }
  const before = await tx.currentDeployment.findUnique({
    where,
    include: { deployment: { include: { release: true } } },
  })
  if (before?.deployment.releaseId === release.id) return { deployment: before.deployment, events: [] }
  const deployment = await tx.deployment.create({
    data: { packageId: pkg.id, environmentId: environment.id, releaseId: release.id, deployedBy: by.actor },
  })
  const currentDeployment = { deploymentId: deployment.id }
  await tx.currentDeployment.upsert({
    where,
    update: currentDeployment,
    create: { environmentId: environment.id, packageId: pkg.id, ...currentDeployment },
  })
  const fulfilled = await fulfillPublicationRequest(tx, pkg, environment, {
    revision: draftRevision ?? release.revision,
    publicationId: release.publicationId,
  })
  const event: Event = {
    action: 'release.deployed',
    subjectType: 'Deployment',
    subjectId: deployment.id,
    packageId: pkg.id,
    environmentId: environment.id,
    summary: `Deployed release ${release.number} of "${pkg.title}" to ${environment.name}`,
    before: before ? { release: before.deployment.release.number } : undefined,
    after: { release: release.number, environment: environment.slug },
    by,
  }
  return { deployment, events: [event, ...fulfilled] }
}

/** Locks a release's row. Serializes deployment and removal, so that a removed release is never shown. */
export async function lockRelease(tx: Tx, id: string): Promise<Release> {
  await tx.$queryRaw`SELECT 1 FROM release WHERE id = ${id}::uuid FOR UPDATE`
  return tx.release.findUniqueOrThrow({ where: { id } })
}

/**
 * The reasons why this cannot be deployed now. Empty if there are none. Checks permissions, four-eyes, and the
 * environment's policy at this time, under locks that retention and the deletion of environments take too.
 * `requestedRevision`: the draft that was asked for, if the release is only the same as that.
 */
export async function deploymentProblems(
  tx: Tx,
  { actor }: Attribution,
  { pkg, environmentId, permission }: DeploymentTarget,
  release: Deployable,
  requestedRevision?: number,
): Promise<Problem[]> {
  const environment = await lockEnvironment(tx, environmentId)
  const { name } = environment
  const problems: Problem[] = []
  const addProblem = (code: string, message: string, path: string | null = null) =>
    problems.push({ code, message, path })
  if (environment.deletedAt) addProblem('ENVIRONMENT_DELETED', `${name} was deleted. Choose another environment.`)
  if (pkg.archivedAt) addProblem('ARCHIVED', `"${pkg.title}" is archived. Restore it first.`)
  if (release.removedAt)
    addProblem(
      'RELEASE_REMOVED',
      `Release ${release.number} was removed by the retention rule. Publish the draft instead.`,
    )
  if (!(await isStillPermitted(tx, actor, permission, { packageId: pkg.id, environmentId: environment.id })))
    addProblem('FORBIDDEN', `The requester no longer has permission to deploy to ${name}. Ask a person who has it.`)
  const fourEyes = await findFourEyesProblem(tx, actor, environment, release, requestedRevision)
  if (fourEyes) problems.push(fourEyes)
  problems.push(...(await policyBlockers(tx, environment, release)))
  if (!environment.acceptsFallback)
    for (const path of release.fallbackVideos)
      addProblem(
        'VIDEO_FAILED',
        `The video is not encoded, and ${name} shows only encoded videos. Fix it, then publish again.`,
        path,
      )
  return problems
}

/**
 * Deploys an existing release: promotes or rolls back to it. Copies nothing. FORBIDDEN or CONFLICT if there are
 * problems.
 */
export async function deployRelease(
  tx: Tx,
  by: Attribution,
  { packageId, environmentId, releaseId }: { packageId: string; environmentId: string; releaseId: string },
): Promise<Change<Deployment>> {
  const pkg = await lockPackage(tx, packageId)
  const target = { pkg, environmentId, permission: 'package.deploy' } as const
  const release = await lockRelease(tx, releaseId)
  const problems = await deploymentProblems(tx, by, target, release)
  if (problems.length > 0) throw deploymentError(problems)
  const { deployment, events } = await deploy(tx, by, target, release)
  return { result: deployment, events }
}

/** Turns problems of a deployment into an error: FORBIDDEN if one is about the caller, otherwise CONFLICT. */
export function deploymentError(problems: Problem[]): Error {
  const callerProblem = problems.find(({ code }) => code === 'FOUR_EYES' || code === 'FORBIDDEN')
  const withPath = ({ path, message }: Problem) => (path ? `${path}: ${message}` : message)
  if (callerProblem) return forbidden('do this', withPath(callerProblem), problems)
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  return conflict(`${withPath(problems[0]!)}${more}`, problems)
}
