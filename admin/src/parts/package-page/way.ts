import { t } from '../../texts/texts.ts'
import { findingCounts, type PackageSummary } from '../packages/package-summary.ts'
import type { StatusTone } from '../status.tsx'
import { outcomeTone, runTone } from '../sync/sync-labels.ts'
import { encodingCounts } from '../videos/transcode-labels.ts'
import type { Section } from './next-step.ts'

/** A step on the way from Dropbox to teachers. `at` is when it was done, in place of `value`. */
export type Step = { key: string; label: string; tone: StatusTone; section: Section; value?: string; at?: string }

type Environment = { id: string; name: string }

/** Returns the steps from Dropbox to teachers in their order, each with its state. Packages without videos have no step for them. */
export function stepsOf(pkg: PackageSummary, environments: readonly Environment[]): Step[] {
  const steps = [syncStep(pkg), findingsStep(pkg), videosStep(pkg), draftStep(pkg)]
  return [
    ...steps.filter(step => step !== null),
    ...environments.map(({ id, name }): Step => {
      const number = pkg.deployments?.find(({ environment }) => environment?.id === id)?.release.number
      return {
        key: id,
        label: name,
        section: 'environments',
        tone: number === undefined ? 'waiting' : 'done',
        value: number === undefined ? t('overview.notPublished') : t('overview.release', { number: String(number) }),
      }
    }),
  ]
}

function syncStep({ currentSyncRun, syncRuns }: PackageSummary): Step {
  const step = { key: 'sync', label: t('overview.synchronized'), section: 'sync' as const }
  if (currentSyncRun) return { ...step, tone: runTone(currentSyncRun), value: t('overview.running') }
  const run = syncRuns?.nodes[0]
  if (!run?.finishedAt) return { ...step, tone: 'waiting', value: t('overview.never') }
  return { ...step, tone: outcomeTone(run), at: run.finishedAt }
}

function findingsStep({ draft }: PackageSummary): Step | null {
  if (!draft) return null
  const { ERROR: errors, WARNING: warnings, INFO: notes } = findingCounts(draft)
  const step = { key: 'findings', label: t('overview.findings'), section: 'findings' as const }
  if (errors + warnings > 0)
    return {
      ...step,
      tone: errors > 0 ? 'failed' : 'attention',
      value: t('overview.problems', { errors, warnings, both: String(errors > 0 && warnings > 0) }),
    }
  return { ...step, tone: 'done', value: notes > 0 ? t('overview.notes', { count: notes }) : t('overview.noFindings') }
}

function videosStep({ transcode }: PackageSummary): Step | null {
  if (!transcode) return null
  const { total, ready, failed } = encodingCounts(transcode)
  if (total === 0) return null
  const isRunning = transcode.finishedAt === null
  return {
    key: 'videos',
    label: t('overview.videos'),
    section: 'videos',
    tone: failed > 0 ? 'failed' : ready === total ? 'done' : isRunning ? 'running' : 'waiting',
    value: t('overview.videosReady', { ready, total }),
  }
}

function draftStep({ draft }: PackageSummary): Step {
  return {
    key: 'draft',
    label: t('overview.draft'),
    section: 'sync',
    tone: draft ? (draft.settled ? 'done' : 'attention') : 'waiting',
    value: draft
      ? t('overview.draftNumber', { number: String(draft.revision), files: draft.fileCount })
      : t('overview.noDraft'),
  }
}
