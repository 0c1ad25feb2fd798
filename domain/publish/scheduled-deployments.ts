import type { Attribution } from '../audit/actor.ts'
import { systemActor } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { Environment, Package, Prisma, ScheduledDeployment, Tx } from '../database.ts'
import { invalidInput, notFound, type Problem } from '../errors.ts'
import { formatCount } from '../format-count.ts'
import { databaseNow, lockPackage } from '../transaction.ts'
import { deploy, deploymentError, deploymentProblems, lockRelease } from './deployments.ts'

/** Releases to deploy to an environment at a set time. */
export type ScheduleInput = {
  environment: Environment
  at: Date
  releases: { packageId: string; releaseId: string }[]
}

const maxScheduleAheadMs = 366 * 86_400_000
const maxReleases = 50

/** @throws ClientError INVALID_INPUT for no releases, or for more than 50 */
export function requireSchedulable(releases: unknown[]): void {
  if (releases.length === 0 || releases.length > maxReleases)
    throw invalidInput('input.releases', `Choose 1 to ${maxReleases} packages to deploy together.`)
}

/** Schedules releases to be deployed at a set time, all or none. Rejects them with all problems that exist now. */
export async function scheduleDeployment(
  tx: Tx,
  by: Attribution,
  { environment, at, releases }: ScheduleInput,
): Promise<Change<ScheduledDeployment>> {
  const now = await databaseNow(tx)
  if (at <= now || at.getTime() - now.getTime() > maxScheduleAheadMs)
    throw invalidInput('input.at', 'Choose a time in the future, at most one year from now.')
  requireSchedulable(releases)
  if (new Set(releases.map(({ packageId }) => packageId)).size < releases.length)
    throw invalidInput('input.releases', 'Name each package only once. An environment shows one release of a package.')
  const { problems } = await checkReleases(tx, by, environment.id, await lockPackages(tx, releases))
  if (problems.length > 0) throw deploymentError(problems)
  const repeated = await repeatedSchedules(tx, environment, at, releases)
  if (repeated.length > 0) throw deploymentError(repeated)

  const schedule = await tx.scheduledDeployment.create({
    data: { environmentId: environment.id, at, createdBy: by.actor, releases: { create: releases } },
  })
  const summary = `Scheduled ${formatCount(releases.length, 'package')} for deployment to ${environment.name}`
  return {
    result: schedule,
    events: [scheduleEvent(schedule, 'deployment.scheduled', summary, { at: at.toISOString() })],
    affectedPackages: releases.map(({ packageId }) => packageId),
  }
}

/**
 * Finds the packages of which something is already scheduled for this environment at the same moment: which of the two
 * would be shown is not defined. The caller must lock the packages, which serializes their schedules.
 */
async function repeatedSchedules(
  tx: Tx,
  { id: environmentId, name }: Environment,
  at: Date,
  releases: ScheduleInput['releases'],
): Promise<Problem[]> {
  const repeated = await tx.scheduledRelease.findMany({
    where: {
      packageId: { in: releases.map(({ packageId }) => packageId) },
      scheduledDeployment: { environmentId, at, finishedAt: null },
    },
    include: { package: true },
    orderBy: { package: { slug: 'asc' } },
  })
  return repeated.map(({ package: { slug, title } }) => ({
    code: 'ALREADY_SCHEDULED',
    message: `A release of "${title}" is already scheduled for ${name} at ${at.toISOString()}. Cancel that deployment, or choose another time.`,
    path: slug,
  }))
}

/** Cancels a scheduled deployment. Does nothing if it has ended. */
export async function cancelSchedule(tx: Tx, id: string): Promise<Change<ScheduledDeployment>> {
  const schedule = await lockSchedule(tx, id)
  if (!schedule) throw notFound('This scheduled deployment')
  if (schedule.finishedAt) return { result: schedule }
  return endSchedule(tx, schedule, 'CANCELED')
}

/**
 * Deploys a scheduled deployment when its time has come. If one release has problems, deploys nothing and records the
 * problems. Returns null if its time has not come or it has ended.
 */
export async function deployScheduled(tx: Tx, id: string): Promise<Change<ScheduledDeployment | null>> {
  // Lock packages before the schedule, in the same order as unpublishing, which cancels schedules.
  const packages = await lockPackages(tx, await tx.scheduledRelease.findMany({ where: { scheduledDeploymentId: id } }))
  const schedule = await lockSchedule(tx, id)
  if (!schedule || schedule.finishedAt || schedule.at > (await databaseNow(tx))) return { result: null }
  const by = { actor: schedule.createdBy as Attribution['actor'] }
  const { deployments, problems } = await checkReleases(tx, by, schedule.environmentId, packages)
  if (problems.length > 0) return endSchedule(tx, schedule, 'FAILED', problems)

  const events: Event[] = []
  for (const { target, release } of deployments) events.push(...(await deploy(tx, by, target, release)).events)
  const done = await endSchedule(tx, schedule, 'SUCCEEDED')
  return { ...done, events: [...done.events!, ...events] }
}

/**
 * Cancels the scheduled deployments of a package in one environment, or in all (null). A schedule is all or none, so
 * its other packages are canceled too. `why` continues the package's title in the message, as in "was archived".
 */
export async function cancelSchedulesOf(
  tx: Tx,
  pkg: Package,
  environment: Environment | null,
  why: string,
): Promise<Event[]> {
  const open = await tx.scheduledDeployment.findMany({
    where: { environmentId: environment?.id, finishedAt: null, releases: { some: { packageId: pkg.id } } },
    orderBy: { id: 'asc' },
  })
  const message = `"${pkg.title}" ${why}. Schedule the other packages again if you still want to deploy them.`
  const events: Event[] = []
  for (const { id } of open) {
    const schedule = await lockSchedule(tx, id)
    if (!schedule || schedule.finishedAt) continue
    const { events: ended } = await endSchedule(tx, schedule, 'CANCELED', [
      { code: 'SCHEDULE_CANCELED', message, path: pkg.slug },
    ])
    events.push(...(ended ?? []))
  }
  return events
}

type ScheduleWithReleases = ScheduledDeployment & { releases: { packageId: string; releaseId: string }[] }

async function lockSchedule(tx: Tx, id: string): Promise<ScheduleWithReleases | null> {
  await tx.$queryRaw`SELECT 1 FROM scheduled_deployment WHERE id = ${id}::uuid FOR UPDATE`
  return tx.scheduledDeployment.findUnique({ where: { id }, include: { releases: true } })
}

/** Locks the packages in the order of their ids, as every transaction does that locks several. */
async function lockPackages(tx: Tx, releases: { packageId: string; releaseId: string }[]) {
  const packages: { pkg: Package; releaseId: string }[] = []
  for (const { packageId, releaseId } of releases.toSorted((a, b) => (a.packageId < b.packageId ? -1 : 1)))
    packages.push({ pkg: await lockPackage(tx, packageId), releaseId })
  return packages
}

/** Locks each release, and returns the targets with all problems. */
async function checkReleases(
  tx: Tx,
  by: Attribution,
  environmentId: string,
  packages: { pkg: Package; releaseId: string }[],
) {
  const deployments = []
  const problems: Problem[] = []
  for (const { pkg, releaseId } of packages) {
    const target = { pkg, environmentId, permission: 'package.deploy' } as const
    const release = await lockRelease(tx, releaseId)
    problems.push(...withPackagePath(pkg, await deploymentProblems(tx, by, target, release)))
    deployments.push({ target, release })
  }
  return { deployments, problems }
}

/** Puts the package's slug before each path, because problems of several packages are listed together. */
const withPackagePath = (pkg: Package, problems: Problem[]) =>
  problems.map(problem => ({ ...problem, path: problem.path ? `${pkg.slug}/${problem.path}` : pkg.slug }))

const outcomeEvents = {
  SUCCEEDED: ['deployment.scheduleSucceeded', 'Deployed the scheduled releases'],
  FAILED: ['deployment.scheduleFailed', 'Could not deploy the scheduled releases'],
  CANCELED: ['deployment.scheduleCanceled', 'Canceled the scheduled deployment'],
} as const

async function endSchedule(
  tx: Tx,
  { id, releases }: ScheduleWithReleases,
  status: keyof typeof outcomeEvents,
  problems: Problem[] = [],
): Promise<Change<ScheduledDeployment>> {
  const data = { status, finishedAt: new Date(), problems: problems as unknown as Prisma.InputJsonValue }
  const schedule = await tx.scheduledDeployment.update({ where: { id }, data })
  const [action, summaryPrefix] = outcomeEvents[status]
  const summary = problems[0] ? `${summaryPrefix}: ${problems[0].message}` : summaryPrefix
  const attribution = status === 'CANCELED' ? {} : { by: systemActor }
  return {
    result: schedule,
    events: [{ ...scheduleEvent(schedule, action, summary, { problems }), ...attribution }],
    affectedPackages: releases.map(({ packageId }) => packageId),
  }
}

function scheduleEvent(
  { id, environmentId }: ScheduledDeployment,
  action: Event['action'],
  summary: string,
  after: object,
): Event {
  const subject = { subjectType: 'ScheduledDeployment', subjectId: id, environmentId }
  return { action, ...subject, summary, after: after as Prisma.InputJsonValue }
}
