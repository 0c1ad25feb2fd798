import { t } from '../../texts/texts.ts'
import type { StatusTone } from '../status.tsx'
import type { Deployment } from './deployment.ts'
import type { Publication } from './publication.ts'

/** How much is copied, from 0 to 100. Null until the files are counted. */
export function publicationPercent({ filesDone, filesTotal }: Publication): number | null {
  return filesTotal > 0 ? Math.min(100, (filesDone / filesTotal) * 100) : null
}

/**
 * What a running publication is doing. Empty for a status that this page does not know. `isHeld`: the budget pauses videos of the
 * package.
 */
export function publicationStatus({ status, waitingFor, filesDone, filesTotal }: Publication, isHeld: boolean): string {
  if (status === 'QUEUED') return t('publish.queued')
  if (status === 'COPYING')
    return filesTotal > 0 ? t('publish.copying', { done: filesDone, total: filesTotal }) : t('publish.preparing')
  if (status === 'WAITING_FOR_VIDEOS')
    return waitingFor.length === 0
      ? t('publish.goingLive')
      : t(isHeld ? 'publish.waitingForBudget' : 'publish.waitingForVideos', { count: waitingFor.length })
  return ''
}

/** What screen readers hear of a running publication: without figures, so that they speak once for each phase. */
export function publicationPhase({ status, waitingFor }: Publication, isHeld: boolean): string {
  if (status === 'COPYING') return t('publish.copyingPhase')
  if (status !== 'WAITING_FOR_VIDEOS') return status === 'QUEUED' ? t('publish.queued') : ''
  if (waitingFor.length === 0) return t('publish.goingLive')
  return t(isHeld ? 'publish.budgetPhase' : 'publish.videosPhase')
}

/** The tone of a running publication. */
export const publicationTone = ({ status }: Pick<Publication, 'status'>): StatusTone =>
  status === 'QUEUED' || status === 'WAITING_FOR_VIDEOS' ? 'waiting' : 'running'

/**
 * The publication to show for an environment: the newest, if it is running or did not succeed. The deployment shows
 * a publication that succeeded. A later deployment supersedes one that failed. Nothing is to be done about one that
 * was blocked because nothing has changed.
 */
export function unresolvedPublication(
  publications: readonly Publication[],
  environmentId: string,
  deployment: Pick<Deployment, 'deployedAt'> | undefined,
): Publication | undefined {
  const newest = publications.find(publication => publication.environment?.id === environmentId)
  if (!newest || newest.status === 'SUCCEEDED' || isUnchanged(newest)) return undefined
  if (!newest.finishedAt) return newest
  const isSuperseded = deployment && Date.parse(deployment.deployedAt) > Date.parse(newest.finishedAt)
  return isSuperseded ? undefined : newest
}

/** Whether a publication was blocked because the environment already shows the draft. */
export function isUnchanged({ blockers }: Pick<Publication, 'blockers'>): boolean {
  return blockers.some(({ code }) => code === 'NOTHING_CHANGED')
}
