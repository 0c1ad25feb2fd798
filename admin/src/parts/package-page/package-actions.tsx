import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CombinedError } from 'urql'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { EyeIcon } from '../../theme/icons.tsx'
import { historyVersion, type PackageSummary } from '../packages/package-summary.ts'
import { useCommand } from '../palette/commands.ts'
import { PreviewButton } from '../preview/preview-button.tsx'
import { PublishButton } from '../publish/publish-button.tsx'
import { SynchronizeButton } from '../sync/synchronize-button.tsx'
import { RestoreButton } from './archived-notice.tsx'
import type { Action, Section } from './next-step.ts'
import classes from './package-actions.module.css'
import { useShowSection } from './use-show-section.ts'

/**
 * The buttons of a package. The next thing to do is shown last and filled, so that it is always in the same place. In the
 * document the buttons keep their order, because one that moves there loses the focus.
 */
export function PackageActions({ summary, environments, action, onError, onBlocked }: Props) {
  const can = {
    synchronize: useHasPermission('package.synchronize'),
    preview: useHasPermission('package.preview'),
    publish: useHasPermission('package.publish'),
  }
  const showSection = useShowSection()
  const { slug, title, draft, deployments } = summary
  if (summary.status === 'ARCHIVED') return <RestoreButton slug={slug} onError={onError} />
  const synchronizes = action === 'synchronize' || action === 'retry'
  const shows = action !== null && typeof action === 'object' ? action : null
  return (
    <>
      {can.preview && (
        <PreviewButton
          slug={slug}
          disabledReason={draft ? null : t('packages.synchronizeFirst')}
          onError={onError}
          onBlocked={onBlocked}
        />
      )}
      {can.synchronize && (
        <Place isNext={synchronizes}>
          <SynchronizeButton
            slug={slug}
            label={action === 'retry' ? t('packages.tryAgain') : t('sync.synchronize')}
            isNext={synchronizes}
            onError={onError}
          />
        </Place>
      )}
      {(can.publish || can.preview) && (
        <Place isNext={!synchronizes && !shows}>
          <PublishButton
            slug={slug}
            title={title}
            label={can.publish ? t('publish.publish') : t('requests.askButton')}
            isNext={action === 'publish'}
            disabledReason={publishObstacle(draft !== null, environments.length)}
            draft={draft?.id ?? null}
            version={historyVersion(summary)}
            environments={environments}
            deployments={deployments ?? []}
            showFindings={() => showSection('findings')}
          />
        </Place>
      )}
      {shows && (
        <Place isNext>
          <ShowButton {...shows} />
        </Place>
      )}
    </>
  )
}

/** Why nothing can be published, or null. */
function publishObstacle(hasDraft: boolean, environments: number): string | null {
  if (!hasDraft) return t('packages.synchronizeFirst')
  return environments === 0 ? t('publish.noEnvironments') : null
}

/** The place of a button. That of the next thing to do is the last one. */
function Place({ isNext, children }: { isNext: boolean; children: ReactNode }) {
  return (
    <div className={classes.place} data-next={isNext || undefined}>
      {children}
    </div>
  )
}

function ShowButton({ label, show }: { label: string; show: Section }) {
  const showSection = useShowSection()
  useCommand('show', { label, icon: <EyeIcon />, run: () => showSection(show) })
  return <Button onClick={() => showSection(show)}>{label}</Button>
}

type Props = {
  summary: PackageSummary
  environments: readonly { id: string; slug: string; name: string }[]
  action: Action | null
  onError: (error?: CombinedError) => void
  onBlocked: (url: string) => void
}
