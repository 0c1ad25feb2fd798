import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { type Database, openDatabase } from '../database.ts'
import { buildEnvironment, buildPackage, buildRelease, harry } from '../test/factories.ts'
import { removeReleases } from './remove-releases.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl)
})
afterAll(() => database.$disconnect())

/** A time this many days before now. Histories use half days, so that no time falls on the limit of a rule. */
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

type Rule = { keepReleases: number | null; keepDays: number | null }

/** A deployment: days before now when it started, and when it was unpublished (null: never). */
type Deployment = { release: number; from: number; unpublished: number | null }

/** Releases and deployments, where `releases` holds the age of each release in days. `grace` is in days. */
type History = { releases: number[]; environments: { rule: Rule; deployments: Deployment[] }[]; grace: number }

/** A random number generator that returns the same numbers for the same seed (mulberry32). */
function randomNumbers(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/**
 * Builds a random history: releases, deployments, and unpublishing in two environments with random rules, until today.
 */
function randomHistory(below: (limit: number) => number): History {
  const releases: number[] = []
  const randomRule = (): Rule => ({
    keepReleases: below(2) ? 1 + below(3) : null,
    keepDays: below(2) ? 1 + below(20) : null,
  })
  const environments = [randomRule(), randomRule()].map(rule => ({ rule, deployments: [] as Deployment[] }))
  for (let day = 40.5; day > 0; day--) {
    if (releases.length === 0 || below(6) === 0) releases.push(day + 0.25)
    for (const { deployments } of environments) {
      if (below(5) === 0) deployments.push({ release: below(releases.length), from: day, unpublished: null })
      else if (below(15) === 0) for (const deployment of deployments) deployment.unpublished ??= day
    }
  }
  return { releases, environments, grace: 1 + below(10) }
}

/** When a deployment ended, in days before now. 0 if it is current. */
const endOf = (deployments: Deployment[], index: number) =>
  Math.max(deployments[index + 1]?.from ?? 0, deployments[index]!.unpublished ?? 0)

/** The releases that the rules keep, computed in the simplest way. */
function expectedReleases({ releases, environments, grace }: History): number[] {
  const keptByRules = new Set<number>()
  const lastReference = releases.slice()
  for (const { rule, deployments } of environments) {
    const newestFirst = deployments.map(({ release }) => release).reverse()
    const different = [...new Set(newestFirst)]
    deployments.forEach(({ release, unpublished }, index) => {
      const ended = endOf(deployments, index)
      const hasRule = rule.keepReleases !== null || rule.keepDays !== null
      if (ended === 0) keptByRules.add(release)
      if (!hasRule && unpublished === null) keptByRules.add(release)
      if (rule.keepDays !== null && ended < rule.keepDays) keptByRules.add(release)
      lastReference[release] = Math.min(lastReference[release]!, ended)
    })
    for (const release of different.slice(0, rule.keepReleases ?? 0)) keptByRules.add(release)
  }
  // A release is referenced until its last deployment ended, or until it was created if it was never deployed.
  const inGracePeriod = releases.flatMap((_, release) => (lastReference[release]! < grace ? release : []))
  return [...new Set([...keptByRules, ...inGracePeriod])].sort((a, b) => a - b)
}

async function build({ releases, environments }: History) {
  const pkg = await buildPackage(database)
  const ids: string[] = []
  for (const day of releases)
    ids.push((await buildRelease(database, { packageId: pkg.id, createdAt: daysAgo(day) })).id)
  for (const { rule, deployments } of environments) {
    const environment = await buildEnvironment(database, rule)
    const scope = { packageId: pkg.id, environmentId: environment.id }
    for (const [index, { release, from, unpublished }] of deployments.entries()) {
      const deployment = await database.deployment.create({
        data: {
          ...{ ...scope, releaseId: ids[release]!, deployedBy: harry, deployedAt: daysAgo(from) },
          unpublishedAt: unpublished === null ? null : daysAgo(unpublished),
        },
      })
      if (index === deployments.length - 1 && unpublished === null)
        await database.currentDeployment.create({ data: { ...scope, deploymentId: deployment.id } })
    }
  }
  return { packageId: pkg.id, ids }
}

const seed = Number(process.env.LECTERN_TEST_SEED ?? Date.now() % 1_000_000)

test(`removes exactly the releases that no rule keeps, for random histories (SEED=${seed})`, async () => {
  const below = randomNumbers(seed)
  for (let round = 0; round < 40; round++) {
    const history = randomHistory(below)
    const { packageId, ids } = await build(history)
    await change(database, systemActor, tx => removeReleases(tx, packageId, daysAgo(history.grace)))
    const rows = await database.release.findMany({ where: { packageId, removedAt: null } })
    const remaining = rows.map(({ id }) => ids.indexOf(id)).sort((a, b) => a - b)
    expect(remaining, `round ${round}: ${JSON.stringify(history)}`).toEqual(expectedReleases(history))
    const shown = { release: { removedAt: { not: null } }, current: { isNot: null } }
    expect(await database.deployment.count({ where: { packageId, ...shown } })).toBe(0)
  }
})
