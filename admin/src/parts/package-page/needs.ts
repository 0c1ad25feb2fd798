import { t } from '../../texts/texts.ts'
import { findingCounts, type PackageSummary } from '../packages/package-summary.ts'
import { unresolvedPublication } from '../publish/publication-labels.ts'
import { encodingCounts } from '../videos/transcode-labels.ts'
import type { Section } from './next-step.ts'

/** Something that only a person can do for a package, and the part of the page where it is done. */
export type Need = { key: string; text: string; label: string; section: Section }

/** So many are shown. */
const MAX_NEEDS = 3

type Environment = { id: string; name: string }

/** Returns what a package needs a person for, the worst first, at most three. */
export function needsOf(
  pkg: PackageSummary & { draft: { rootPage?: string | null } | null },
  environments: readonly Environment[],
): Need[] {
  const { draft, transcode } = pkg
  if (!draft) return []
  const errors = findingCounts(draft).ERROR
  const failed = transcode ? encodingCounts(transcode).failed : 0
  const blocked = environments.filter(({ id }) => isBlocked(pkg, id))
  const needs: (Need | false)[] = [
    draft.rootPage === null && {
      key: 'rootPage',
      text: t('overview.noStartPage'),
      label: t('overview.chooseStartPage'),
      section: 'settings',
    },
    ...blocked.map(
      ({ id, name }): Need => ({
        key: id,
        text: t('overview.blocked', { environment: name }),
        label: t('overview.seeBlockers'),
        section: 'environments',
      }),
    ),
    errors > 0 && {
      key: 'errors',
      text: t('overview.errors', { count: errors }),
      label: t('overview.review'),
      section: 'findings',
    },
    failed > 0 && {
      key: 'videos',
      text: t('overview.videosFailed', { count: failed }),
      label: t('overview.seeVideos'),
      section: 'videos',
    },
    transcode?.status === 'WAITING_FOR_BUDGET' && {
      key: 'budget',
      text: t('overview.budgetHolds'),
      label: t('overview.seeVideos'),
      section: 'videos',
    },
    !draft.settled && {
      key: 'incomplete',
      text: t('overview.incomplete'),
      label: t('overview.seeFiles'),
      section: 'sync',
    },
  ]
  return needs.filter(need => need !== false).slice(0, MAX_NEEDS)
}

function isBlocked({ publications, deployments }: PackageSummary, environmentId: string): boolean {
  const deployment = deployments?.find(({ environment }) => environment?.id === environmentId)
  return unresolvedPublication(publications?.nodes ?? [], environmentId, deployment)?.status === 'BLOCKED'
}
