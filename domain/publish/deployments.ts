import type { Attribution } from '../audit/actor.ts'
import type { Deployment, Environment, Package, Release, Tx } from '../database.ts'
import { conflict, forbidden, type Problem } from '../errors.ts'
import type { Permission } from '../access/permissions.ts'
import { hasSynchronizedRevision } from './four-eyes.ts'
import { policyBlockers } from './policy.ts'
import { isStillPermitted } from '../access/still-permitted.ts'
import { lockPackage } from '../transaction.ts'
import type { Change, Event } from '../audit/change.ts'
import { lockEnvironment } from '../environments/environments.ts'

/** Where something of a package is to be shown, and by which right. The package is locked by whoever asks. */
export type DeploymentTarget = { pkg: Package; environmentId: string; permission: Permission }

/** What is to be shown: a release, or what is about to become one. */
export type Deployable = Pick<Release, 'packageId' | 'number' | 'revision' | 'fallbackVideos' | 'removedAt'>

/**
 * Moves an environment's pointer to a release, in which this transaction found no `deploymentProblems`. One that is shown there already stays as
 * it is.
 */
export async function deploy(
  tx: Tx,
  by: Attribution,
  { pkg, environmentId }: Pick<DeploymentTarget, 'pkg' | 'environmentId'>,
  release: Release,
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
  const event: Event = {
    action: 'release.deployed',
    subjectType: 'Deployment',
    subjectId: deployment.id,
    packageId: pkg.id,
    summary: `${environment.name} shows release ${release.number} of «${pkg.title}»`,
    before: before ? { release: before.deployment.release.number } : undefined,
    after: { release: release.number, environment: environment.slug },
    by,
  }
  return { deployment, events: [event] }
}

/** Locks a release's row: it is shown, or removed, not both. */
export async function lockRelease(tx: Tx, id: string): Promise<Release> {
  await tx.$queryRaw`SELECT 1 FROM release WHERE id = ${id}::uuid FOR UPDATE`
  return tx.release.findUniqueOrThrow({ where: { id } })
}

/**
 * What stands in the way of showing this there now, whatever had been asked when; [] when nothing does. Rights, four-eyes and the environment's
 * policy are looked at here, under locks that retention (of a release) and the deletion of environments take too.
 */
export async function deploymentProblems(
  tx: Tx,
  { actor }: Attribution,
  { pkg, environmentId, permission }: DeploymentTarget,
  release: Deployable,
): Promise<Problem[]> {
  const environment = await lockEnvironment(tx, environmentId)
  const { name } = environment
  const problems: Problem[] = []
  const addProblem = (code: string, message: string, path: string | null = null) =>
    problems.push({ code, message, path })
  if (environment.deletedAt) addProblem('ENVIRONMENT_DELETED', `${name} was deleted. Choose another environment.`)
  if (pkg.archivedAt) addProblem('ARCHIVED', `«${pkg.title}» is archived. Restore it first.`)
  if (release.removedAt)
    addProblem(
      'RELEASE_REMOVED',
      `Release ${release.number} was removed by the retention rule. Publish the draft instead.`,
    )
  if (!(await isStillPermitted(tx, actor, permission, { packageId: pkg.id, environmentId: environment.id })))
    addProblem(
      'FORBIDDEN',
      `Whoever asked for it may not show anything in ${name} any more. Somebody who may must do it.`,
    )
  if (environment.fourEyes && (await hasSynchronizedRevision(tx, actor, release)))
    problems.push(fourEyesProblem(environment))
  problems.push(...(await policyBlockers(tx, environment, release)))
  if (!environment.acceptsFallback)
    for (const path of release.fallbackVideos)
      addProblem('VIDEO_FAILED', `It has no stream, and ${name} shows streams alone. Mend it and publish again.`, path)
  return problems
}

/** Of whoever synchronised what is to be shown, where somebody else must show it. */
export const fourEyesProblem = ({ name }: Environment): Problem => ({
  code: 'FOUR_EYES',
  message: `In ${name} somebody else than who synchronised must publish. Ask a colleague who may.`,
  path: null,
})

/** Shows a release in an environment: promotes it, or rolls back to it. Nothing is copied. FORBIDDEN or CONFLICT when something stands in the way. */
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

/** Problems of a deployment as an error: FORBIDDEN where it is about who asks, else CONFLICT with all of them. */
export function deploymentError(problems: Problem[]): Error {
  const callerProblem = problems.find(({ code }) => code === 'FOUR_EYES' || code === 'FORBIDDEN')
  const withPath = ({ path, message }: Problem) => (path ? `${path}: ${message}` : message)
  if (callerProblem) return forbidden('do this', withPath(callerProblem), problems)
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  return conflict(`${withPath(problems[0]!)}${more}`, problems)
}
