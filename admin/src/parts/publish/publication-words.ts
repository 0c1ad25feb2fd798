import type { Deployment } from './deployment.ts'
import type { Publication } from './publication.ts'

/** What to do about a reason that holds a publication back. Its message says what is wrong; this is the way on. */
export function mendOf(code: string): string {
  if (code === 'SYNC_RUNNING') return 'Wait until the synchronisation is over, then publish again.'
  if (code === 'DRAFT_NOT_SETTLED') return 'Wait until Dropbox is done, synchronise once more, then publish again.'
  if (code === 'VIDEO_FAILED') return 'Replace the video in Dropbox, synchronise, then publish again.'
  return 'Mend it in Dropbox (the findings say how), synchronise, then publish again.'
}

/** How far the copying is, 0 to 100; null while the files are not counted yet. */
export function publicationPercent({ filesDone, filesTotal }: Publication): number | null {
  return filesTotal > 0 ? Math.min(100, (filesDone / filesTotal) * 100) : null
}

/**
 * The publication to tell of for one environment: the newest, as long as it goes on or has not come to anything.
 * One that succeeded is told by what the environment shows; one that an environment has overtaken is history.
 */
export function tellingPublication(
  publications: readonly Publication[],
  environment: string,
  deployment: Pick<Deployment, 'deployedAt'> | undefined,
): Publication | undefined {
  const newest = publications.find(publication => publication.environment?.id === environment)
  if (!newest || newest.status === 'SUCCEEDED') return undefined
  if (!newest.finishedAt) return newest
  const overtaken = deployment && Date.parse(deployment.deployedAt) > Date.parse(newest.finishedAt)
  return overtaken ? undefined : newest
}
