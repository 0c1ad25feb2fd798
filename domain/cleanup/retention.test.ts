import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { systemActor } from '../audit/actor.ts'
import { buildEnvironment, buildPackage, buildRelease, harry } from '../test/factories.ts'
import { type Database, openDatabase } from '../database.ts'
import { change } from '../audit/change.ts'
import { removeReleases } from './remove-releases.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl)
})
afterAll(() => database.$disconnect())

/** Whole days before now; histories lie half a day beside the borders of rules. */
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

type Rule = { keepReleases: number | null; keepDays: number | null }
/** A showing of a release, from a day to a day before now, and since when it is unpublished; null: it is not. */
type Turn = { release: number; from: number; unpublished: number | null }
type History = { made: number[]; environments: { rule: Rule; turns: Turn[] }[]; grace: number }

/** The same numbers for the same seed (mulberry32). */
function randomNumbers(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** Releases that are made and shown on some days in environments with some rules, and unpublished now and then, until today. */
function randomHistory(below: (most: number) => number): History {
  const made: number[] = []
  const one = (): Rule => ({ keepReleases: below(2) ? 1 + below(3) : null, keepDays: below(2) ? 1 + below(20) : null })
  const environments = [one(), one()].map(rule => ({ rule, turns: [] as Turn[] }))
  for (let day = 40.5; day > 0; day--) {
    if (made.length === 0 || below(6) === 0) made.push(day + 0.25)
    for (const { turns } of environments) {
      if (below(5) === 0) turns.push({ release: below(made.length), from: day, unpublished: null })
      else if (below(15) === 0) for (const turn of turns) turn.unpublished ??= day
    }
  }
  return { made, environments, grace: 1 + below(10) }
}

/** When each turn ended, in days before now: 0 for what is shown still. */
const endOf = (turns: Turn[], index: number) => Math.max(turns[index + 1]?.from ?? 0, turns[index]!.unpublished ?? 0)

/** What the rules keep, said plainly. */
function keptBy({ made, environments, grace }: History): number[] {
  const kept = new Set<number>()
  const lastReference = made.slice()
  for (const { rule, turns } of environments) {
    const newestFirst = turns.map(({ release }) => release).reverse()
    const different = [...new Set(newestFirst)]
    turns.forEach(({ release, unpublished }, index) => {
      const ended = endOf(turns, index)
      const hasRule = rule.keepReleases !== null || rule.keepDays !== null
      if (ended === 0) kept.add(release)
      if (!hasRule && unpublished === null) kept.add(release)
      if (rule.keepDays !== null && ended < rule.keepDays) kept.add(release)
      lastReference[release] = Math.min(lastReference[release]!, ended)
    })
    for (const release of different.slice(0, rule.keepReleases ?? 0)) kept.add(release)
  }
  // A release that was never shown was referred to when it was made; one that was, when its last showing ended.
  const young = made.flatMap((_, release) => (lastReference[release]! < grace ? release : []))
  return [...new Set([...kept, ...young])].sort((a, b) => a - b)
}

async function build({ made, environments }: History) {
  const pkg = await buildPackage(database)
  const ids: string[] = []
  for (const day of made) ids.push((await buildRelease(database, { packageId: pkg.id, createdAt: daysAgo(day) })).id)
  for (const { rule, turns } of environments) {
    const environment = await buildEnvironment(database, rule)
    const there = { packageId: pkg.id, environmentId: environment.id }
    for (const [index, { release, from, unpublished }] of turns.entries()) {
      const deployment = await database.deployment.create({
        data: {
          ...{ ...there, releaseId: ids[release]!, deployedBy: harry, deployedAt: daysAgo(from) },
          unpublishedAt: unpublished === null ? null : daysAgo(unpublished),
        },
      })
      if (index === turns.length - 1 && unpublished === null)
        await database.currentDeployment.create({ data: { ...there, deploymentId: deployment.id } })
    }
  }
  return { packageId: pkg.id, ids }
}

const seed = Number(process.env.LECTERN_TEST_SEED ?? Date.now() % 1_000_000)

test(`whatever was shown where and when, what the rules keep stays and all else goes (SEED=${seed})`, async () => {
  const below = randomNumbers(seed)
  for (let round = 0; round < 40; round++) {
    const history = randomHistory(below)
    const { packageId, ids } = await build(history)
    await change(database, systemActor, tx => removeReleases(tx, packageId, daysAgo(history.grace)))
    const rows = await database.release.findMany({ where: { packageId, removedAt: null } })
    const kept = rows.map(({ id }) => ids.indexOf(id)).sort((a, b) => a - b)
    expect(kept, `round ${round}: ${JSON.stringify(history)}`).toEqual(keptBy(history))
    const shown = { release: { removedAt: { not: null } }, current: { isNot: null } }
    expect(await database.deployment.count({ where: { packageId, ...shown } })).toBe(0)
  }
})
