import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import type { CombinedError } from 'urql'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { FolderIcon } from '../../theme/icons.tsx'
import { Notice } from '../notice.tsx'
import { PreviewButton } from '../preview/preview-button.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { PublishButton } from '../publish/publish-button.tsx'
import { SynchronizeButton } from '../sync/synchronize-button.tsx'
import { ArchivedNotice, RestoreButton } from './archived-notice.tsx'
import { DeploymentBadge } from './deployment-badge.tsx'
import classes from './package-header.module.css'
import { findingCounts, type PackageSummary } from './package-summary.ts'

/**
 * The top of a package's page: title, folder, deployments, and the buttons Preview, Publish, and Synchronize. An archived
 * package can only be restored.
 */
export function PackageHeader({ summary, environments }: { summary: PackageSummary; environments: Environments }) {
  const [actionError, setActionError] = useState<CombinedError>()
  const [blockedPreviewUrl, setBlockedPreviewUrl] = useState<string>()
  const canSynchronize = useHasPermission('package.synchronize')
  const canPreview = useHasPermission('package.preview')
  const canPublish = useHasPermission('package.publish')
  const isArchived = summary.status === 'ARCHIVED'
  const { slug, title, dropboxPath, draft, deployments } = summary
  return (
    <Stack gap="lg" mb="xl">
      <div className={classes.header}>
        <div className={classes.heading}>
          <Anchor component={Link} to="/packages" size="sm" c="dimmed">
            {t('packages.title')}
          </Anchor>
          <Title order={1}>{title}</Title>
          <Group gap="8px 16px" mt={6}>
            <span className={classes.path}>
              <FolderIcon size="1em" />
              <span>{t('packages.folder', { path: dropboxPath })}</span>
            </span>
            {deployments?.map(deployment => (
              <DeploymentBadge key={deployment.id} deployment={deployment} />
            ))}
          </Group>
        </div>
        {isArchived ? (
          <div className={classes.actions}>
            <RestoreButton slug={slug} onError={setActionError} />
          </div>
        ) : (
          <div className={classes.actions}>
            {canPreview && (
              <PreviewButton slug={slug} disabled={!draft} onError={setActionError} onBlocked={setBlockedPreviewUrl} />
            )}
            {canPublish && (
              <PublishButton
                slug={slug}
                title={title}
                disabled={!draft || environments.length === 0}
                draft={draft?.id ?? null}
                errorCount={findingCounts(draft).ERROR}
                environments={environments}
                deployments={deployments ?? []}
              />
            )}
            {canSynchronize && <SynchronizeButton slug={slug} onError={setActionError} />}
          </div>
        )}
      </div>
      {summary.description && <Text c="dimmed">{summary.description}</Text>}
      {isArchived && <ArchivedNotice deployments={deployments ?? []} />}
      <ErrorNotice error={actionError} />
      {blockedPreviewUrl && (
        <Notice tone="info" alert>
          {t('preview.blocked')}{' '}
          <Anchor href={blockedPreviewUrl} target="_blank" rel="noreferrer" inherit fw={600}>
            {t('preview.open')}
          </Anchor>
        </Notice>
      )}
    </Stack>
  )
}

type Environments = readonly { id: string; slug: string; name: string }[]
