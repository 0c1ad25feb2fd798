import type { Release } from './release.ts'

/** An environment with the release of the package that it shows. */
export type Shown = { environment: { id: string; slug: string; name: string } | null; release: { number: number } }

type Environment = { id: string; slug: string; name: string }

/** Returns the names of the environments that show a release now, and of those that showed it before. */
export function releasePlaces(
  { number, deployments }: Pick<Release, 'number' | 'deployments'>,
  shown: readonly Shown[],
): { now: string[]; before: string[] } {
  const current = shown.filter(({ release }) => release.number === number)
  const now = current.flatMap(({ environment }) => environment?.name ?? [])
  const names = (deployments?.nodes ?? []).flatMap(({ environment }) => environment?.name ?? [])
  return { now, before: [...new Set(names)].filter(name => !now.includes(name)) }
}

/**
 * Returns the environments that can show a release instead of what they show. `rollBack`: those that show a newer one.
 * `promote`: those that show an older one or none.
 */
export function releaseTargets<E extends Environment>(
  number: number,
  environments: readonly E[],
  shown: readonly Shown[],
): { promote: E[]; rollBack: E[] } {
  const shownIn = ({ id }: E) => shown.find(({ environment }) => environment?.id === id)?.release.number ?? 0
  return {
    promote: environments.filter(environment => shownIn(environment) < number),
    rollBack: environments.filter(environment => shownIn(environment) > number),
  }
}
