import { Button } from '@mantine/core'
import type { CombinedError } from 'urql'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import type { PackageSummary } from '../packages/package-summary.ts'
import { PreviewButton } from '../preview/preview-button.tsx'
import { PublishButton } from '../publish/publish-button.tsx'
import { SynchronizeButton } from '../sync/synchronize-button.tsx'
import { RestoreButton } from './archived-notice.tsx'
import type { Action, Section } from './next-step.ts'
import { useShowSection } from './use-show-section.ts'

/** The buttons of a package. The next thing to do is the last one and filled, so that it is always in the same place. */
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
  const synchronize = can.synchronize && (
    <SynchronizeButton
      key="synchronize"
      slug={slug}
      label={action === 'retry' ? t('packages.tryAgain') : t('sync.synchronize')}
      isNext={synchronizes}
      onError={onError}
    />
  )
  const publish = (can.publish || can.preview) && (
    <PublishButton
      key="publish"
      slug={slug}
      title={title}
      label={can.publish ? t('publish.publish') : t('requests.askButton')}
      isNext={action === 'publish'}
      disabled={!draft || environments.length === 0}
      draft={draft?.id ?? null}
      environments={environments}
      deployments={deployments ?? []}
      showFindings={() => showSection('findings')}
    />
  )
  return (
    <>
      {can.preview && <PreviewButton slug={slug} disabled={!draft} onError={onError} onBlocked={onBlocked} />}
      {synchronizes ? [publish, synchronize] : [synchronize, publish]}
      {action !== null && typeof action === 'object' && <ShowButton {...action} />}
    </>
  )
}

function ShowButton({ label, show }: { label: string; show: Section }) {
  const showSection = useShowSection()
  return <Button onClick={() => showSection(show)}>{label}</Button>
}

type Props = {
  summary: PackageSummary
  environments: readonly { id: string; slug: string; name: string }[]
  action: Action | null
  onError: (error?: CombinedError) => void
  onBlocked: (url: string) => void
}
