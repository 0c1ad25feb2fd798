import type { Deployment } from './deployment.ts'
import type { Publication } from './publication.ts'

/** How far the copying is, 0 to 100; null while the files are not counted yet. */
export function publicationPercent({ filesDone, filesTotal }: Publication): number | null {
  return filesTotal > 0 ? Math.min(100, (filesDone / filesTotal) * 100) : null
}

/**
 * The publication to tell of for one environment: the newest, as long as it goes on or has not come to anything.
 * One that succeeded is told by what the environment shows; one that an environment has overtaken is history.
 */
export function unresolvedPublication(
  publications: readonly Publication[],
  environmentId: string,
  deployment: Pick<Deployment, 'deployedAt'> | undefined,
): Publication | undefined {
  const newest = publications.find(publication => publication.environment?.id === environmentId)
  if (!newest || newest.status === 'SUCCEEDED') return undefined
  if (!newest.finishedAt) return newest
  const isSuperseded = deployment && Date.parse(deployment.deployedAt) > Date.parse(newest.finishedAt)
  return isSuperseded ? undefined : newest
}
