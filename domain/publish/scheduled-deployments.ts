import type { Attribution } from '../audit/actor.ts'
import { systemActor } from '../audit/actor.ts'
import type { Environment, Package, Prisma, ScheduledDeployment, Tx } from '../database.ts'
import { invalidInput, notFound, type Problem } from '../errors.ts'
import { databaseNow, lockPackage } from '../transaction.ts'
import type { Change, Event } from '../audit/change.ts'
import { deploy, deploymentError, deploymentProblems, lockRelease } from './deployments.ts'

/** Releases to be shown in an environment from a moment on. */
export type ScheduleInput = {
  environment: Environment
  at: Date
  releases: { packageId: string; releaseId: string }[]
}

const maxScheduleAheadMs = 366 * 86_400_000
const maxReleases = 50

/** INVALID_INPUT for so many that they cannot be shown together, or for none. */
export function requireSchedulable(releases: unknown[]): void {
  if (releases.length === 0 || releases.length > maxReleases)
    throw invalidInput('input.releases', `One to ${maxReleases} packages can be shown together.`)
}

/** Has releases shown from a moment on, all of them or none. What would stand in the way now already is refused with all of it. */
export async function scheduleDeployment(
  tx: Tx,
  by: Attribution,
  { environment, at, releases }: ScheduleInput,
): Promise<Change<ScheduledDeployment>> {
  const now = await databaseNow(tx)
  if (at <= now || at.getTime() - now.getTime() > maxScheduleAheadMs)
    throw invalidInput('input.at', 'The moment lies in the future, at most a year from now.')
  requireSchedulable(releases)
  if (new Set(releases.map(({ packageId }) => packageId)).size < releases.length)
    throw invalidInput('input.releases', 'Each package can be named once: an environment shows one release of it.')
  const { problems } = await checkReleases(tx, by, environment.id, await lockPackages(tx, releases))
  if (problems.length > 0) throw deploymentError(problems)

  const schedule = await tx.scheduledDeployment.create({
    data: { environmentId: environment.id, at, createdBy: by.actor, releases: { create: releases } },
  })
  const words = `${packageCountText(releases.length)} to be shown in ${environment.name} together`
  return {
    result: schedule,
    events: [scheduleEvent(schedule, 'deployment.scheduled', words, { at: at.toISOString() })],
    affectedPackages: releases.map(({ packageId }) => packageId),
  }
}

const packageCountText = (packages: number) => (packages === 1 ? 'A package is' : `${packages} packages are`)

/** Takes back what is scheduled; what is over stays as it is. */
export async function cancelSchedule(tx: Tx, id: string): Promise<Change<ScheduledDeployment>> {
  const schedule = await lockSchedule(tx, id)
  if (!schedule) throw notFound('This scheduled deployment')
  if (schedule.finishedAt) return { result: schedule }
  return endSchedule(tx, schedule, 'CANCELED')
}

/**
 * Shows what is scheduled, when its moment has come: all of it, or, when something stands in the way of one, nothing, and the problems say
 * what. Null: its moment has not come, or it is over.
 */
export async function deployScheduled(tx: Tx, id: string): Promise<Change<ScheduledDeployment | null>> {
  // Packages before the schedule: unpublishing, which cancels schedules, locks them in this order.
  const packages = await lockPackages(tx, await tx.scheduledRelease.findMany({ where: { scheduledDeploymentId: id } }))
  const schedule = await lockSchedule(tx, id)
  if (!schedule || schedule.finishedAt || schedule.at > (await databaseNow(tx))) return { result: null }
  const by = { actor: schedule.createdBy as Attribution['actor'] }
  const { places, problems } = await checkReleases(tx, by, schedule.environmentId, packages)
  if (problems.length > 0) return endSchedule(tx, schedule, 'FAILED', problems)

  const events: Event[] = []
  for (const { place, release } of places) events.push(...(await deploy(tx, by, place, release)).events)
  const done = await endSchedule(tx, schedule, 'SUCCEEDED')
  return { ...done, events: [...done.events!, ...events] }
}

/**
 * Cancels what is scheduled for a package, in one environment or (null) everywhere: all or none, so with it what was to be shown together with it.
 * `why`: what became of the package, after its title.
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
  const message = `«${pkg.title}» ${why}. Schedule the others anew if they are still to be shown.`
  const events: Event[] = []
  for (const { id } of open) {
    const schedule = await lockSchedule(tx, id)
    if (!schedule || schedule.finishedAt) continue
    const { events: ended } = await endSchedule(tx, schedule, 'CANCELED', [
      { code: 'TAKEN_BACK', message, path: pkg.slug },
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

/** The packages, locked in the order of their ids: whoever locks several locks them in the same order. */
async function lockPackages(tx: Tx, releases: { packageId: string; releaseId: string }[]) {
  const packages: { pkg: Package; releaseId: string }[] = []
  for (const { packageId, releaseId } of releases.toSorted((a, b) => (a.packageId < b.packageId ? -1 : 1)))
    packages.push({ pkg: await lockPackage(tx, packageId), releaseId })
  return packages
}

/** What is to be shown where, each release locked, and all that stands in the way. */
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
    deployments.push({ place: target, release })
  }
  return { places: deployments, problems }
}

/** Whose problem it is: of several packages' problems each names its package. */
const withPackagePath = (pkg: Package, problems: Problem[]) =>
  problems.map(problem => ({ ...problem, path: problem.path ? `${pkg.slug}/${problem.path}` : pkg.slug }))

const outcomeEvents = {
  SUCCEEDED: ['deployment.scheduleSucceeded', 'What was scheduled is shown'],
  FAILED: ['deployment.scheduleFailed', 'What was scheduled is not shown'],
  CANCELED: ['deployment.scheduleCanceled', 'What was scheduled is not to be shown after all'],
} as const

async function endSchedule(
  tx: Tx,
  { id, releases }: ScheduleWithReleases,
  status: keyof typeof outcomeEvents,
  problems: Problem[] = [],
): Promise<Change<ScheduledDeployment>> {
  const data = { status, finishedAt: new Date(), problems: problems as unknown as Prisma.InputJsonValue }
  const schedule = await tx.scheduledDeployment.update({ where: { id }, data })
  const [action, words] = outcomeEvents[status]
  const why = problems[0] ? `${words}: ${problems[0].message}` : words
  const attribution = status === 'CANCELED' ? {} : { by: systemActor }
  return {
    result: schedule,
    events: [{ ...scheduleEvent(schedule, action, why, { problems }), ...attribution }],
    affectedPackages: releases.map(({ packageId }) => packageId),
  }
}

function scheduleEvent({ id }: ScheduledDeployment, action: Event['action'], summary: string, after: object): Event {
  const subject = { subjectType: 'ScheduledDeployment', subjectId: id }
  return { action, ...subject, summary, after: after as Prisma.InputJsonValue }
}
