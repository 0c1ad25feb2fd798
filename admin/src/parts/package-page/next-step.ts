import { formatPercent } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'
import { findingCounts, type PackageSummary } from '../packages/package-summary.ts'
import { unresolvedPublication } from '../publish/publication-labels.ts'
import type { StatusTone } from '../status.tsx'
import { needsDecision, phaseTitle, runPercent, runTone } from '../sync/sync-labels.ts'

/** What a person does next with a package. The parts of the page that are named here have these ids. */
export type Action = 'restore' | 'synchronize' | 'retry' | 'publish' | { label: string; show: Section }

/** A part of the package's page that an action leads to. */
export type Section = 'sync' | 'environments' | 'videos' | 'findings' | 'settings' | 'folder'

/** The state of a package in a few words, and the one next thing to do. `action` null: nothing. */
export type NextStep = { state: string; tone: StatusTone; action: Action | null }

/** Returns the next step of a package. What stops it comes first. */
export function nextStep(summary: PackageSummary): NextStep {
  const { status, draft, currentSyncRun, syncRuns, transcode } = summary
  const lastRun = syncRuns?.nodes[0]
  const errors = findingCounts(draft).ERROR
  if (status === 'ARCHIVED') return { state: t('packages.stateArchived'), tone: 'waiting', action: 'restore' }
  if (currentSyncRun) return runningStep(currentSyncRun)
  if (lastRun?.status === 'FAILED') return failedStep(lastRun)
  if (!draft) return { state: t('packages.stateNew'), tone: 'waiting', action: 'synchronize' }
  const publication = openPublication(summary)
  if (publication?.status === 'BLOCKED')
    return {
      state: t('packages.stateBlocked'),
      tone: 'attention',
      action: { label: t('packages.seeBlockers'), show: 'environments' },
    }
  if (publication && !publication.finishedAt)
    return { state: t('packages.statePublishing'), tone: 'running', action: null }
  if (errors > 0)
    return {
      state: t('packages.stateErrors', { count: errors }),
      tone: 'attention',
      action: { label: t('packages.reviewErrors', { count: errors }), show: 'findings' },
    }
  if (transcode?.status === 'WAITING_FOR_BUDGET')
    return {
      state: t('packages.stateBudget'),
      tone: 'attention',
      action: { label: t('packages.seeVideos'), show: 'videos' },
    }
  return draftStep(summary)
}

/** The next step of a draft that nothing stops. Its words are those of the list of packages. */
function draftStep({ state, deployments }: PackageSummary): NextStep {
  if (state === 'UP_TO_DATE') return { state: t('packages.stateUpToDate'), tone: 'done', action: null }
  if (state === 'VIDEOS_FAILED')
    return {
      state: t('packages.stateVideosFailed'),
      tone: 'failed',
      action: { label: t('packages.seeFailedVideos'), show: 'videos' },
    }
  if (state === 'PUBLISHING_BLOCKED')
    return {
      state: t('packages.stateBlocked'),
      tone: 'attention',
      action: { label: t('packages.seeBlockers'), show: 'environments' },
    }
  if (state === 'RUNNING') return { state: t('packages.stateProcessing'), tone: 'running', action: 'publish' }
  return {
    state: deployments?.length ? t('packages.stateChanged') : t('packages.stateUnpublished'),
    tone: 'waiting',
    action: 'publish',
  }
}

function runningStep(run: NonNullable<PackageSummary['currentSyncRun']>): NextStep {
  const percent = runPercent(run)
  const phase = phaseTitle(run)
  const state = percent === null || needsDecision(run) ? phase : `${phase} ${formatPercent(percent)}`
  const action: Action | null = needsDecision(run)
    ? { label: t('packages.decide'), show: 'sync' }
    : run.status === 'WAITING_FOR_DROPBOX'
      ? { label: t('packages.reconnect'), show: 'sync' }
      : null
  return { state, tone: runTone(run), action }
}

function failedStep({ error }: { error: { code: string } | null }): NextStep {
  const isFolderLost = error?.code === 'FOLDER_GONE' || error?.code === 'FOLDER_TAKEN'
  return {
    state: t('packages.stateFailed'),
    tone: 'failed',
    action: isFolderLost ? { label: t('packages.chooseFolder'), show: 'folder' } : 'retry',
  }
}

/** The newest publication that is running or was blocked, of any environment. */
function openPublication({ publications, deployments }: PackageSummary) {
  const nodes = publications?.nodes ?? []
  const ids = new Set(nodes.map(({ environment }) => environment?.id).filter(id => id !== undefined))
  return [...ids]
    .map(id =>
      unresolvedPublication(
        nodes,
        id,
        deployments?.find(({ environment }) => environment?.id === id),
      ),
    )
    .find(publication => publication && (!publication.finishedAt || publication.status === 'BLOCKED'))
}
