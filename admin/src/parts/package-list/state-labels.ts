import { formatPercent } from '../../format/count.ts'
import { formatTimeLeft } from '../../format/duration.ts'
import { t } from '../../texts/texts.ts'
import type { StatusTone } from '../status.tsx'
import { needsDecision, phaseTitle } from '../sync/sync-labels.ts'
import type { ListedPackage } from './listed-package.ts'

type State = ListedPackage['state']

const tones: Partial<Record<State, StatusTone>> = {
  NEEDS_DECISION: 'attention',
  SYNC_FAILED: 'failed',
  DROPBOX_DISCONNECTED: 'attention',
  PUBLISHING_BLOCKED: 'attention',
  WAITING_FOR_BUDGET: 'attention',
  VIDEOS_FAILED: 'failed',
  RUNNING: 'running',
  UP_TO_DATE: 'done',
}

/** The tone of a state. */
export const stateTone = (state: State): StatusTone => tones[state] ?? 'waiting'

/** The name of a state. */
export const stateLabel = (state: State): string => t('packageList.stateName', { state })

/** The words of a package's state, and what runs besides. While it is only running, the words say what runs. */
export function stateWords(pkg: ListedPackage): { state: string; work: string | null } {
  const work = runningWork(pkg)
  if (pkg.state === 'RUNNING' && work) return { state: work, work: null }
  const isUnpublished = pkg.state === 'CHANGES_NOT_PUBLISHED' && !pkg.deployments?.length
  return { state: isUnpublished ? t('packageList.notPublished') : stateLabel(pkg.state), work }
}

/** What runs now, with its percent and the time left: `Copying 62% · 3 min left`. Null: nothing, or it waits for a person. */
export function runningWork({ currentSyncRun, currentPublication, currentTranscode }: ListedPackage): string | null {
  if (currentSyncRun && !currentSyncRun.finishedAt) {
    if (needsDecision(currentSyncRun) || currentSyncRun.status === 'WAITING_FOR_DROPBOX') return null
    const percent = currentSyncRun.phase === 'COPYING' ? currentSyncRun.percent : null
    const time = currentSyncRun.phase === 'COPYING' ? formatTimeLeft(currentSyncRun.secondsLeft) : null
    const work = withPercent(phaseTitle(currentSyncRun), percent)
    return time === null ? work : t('packageList.workAndTime', { work, time })
  }
  if (currentPublication && !currentPublication.finishedAt) {
    const { filesDone, filesTotal } = currentPublication
    const isCopying = currentPublication.status === 'COPYING' && filesTotal > 0
    return withPercent(t('packageList.publishing'), isCopying ? (filesDone / filesTotal) * 100 : null)
  }
  if (currentTranscode && !currentTranscode.finishedAt && currentTranscode.status !== 'WAITING_FOR_BUDGET')
    return withPercent(t('packageList.processing'), currentTranscode.percent)
  return null
}

const withPercent = (work: string, percent: number | null) =>
  percent === null ? work : t('packageList.withPercent', { work, percent: formatPercent(Math.min(100, percent)) })

/** What an environment shows: `r2 · 3 behind`. `help` says the same in a sentence. */
export function shownLabel({ release, changedFiles }: Shown): { label: string; help: string | undefined } {
  const values = { release: release.number, count: changedFiles }
  if (changedFiles === 0) return { label: t('packageList.shows', values), help: undefined }
  return { label: t('packageList.behind', values), help: t('packageList.behindHelp', values) }
}

type Shown = Pick<NonNullable<ListedPackage['deployments']>[number], 'release' | 'changedFiles'>
