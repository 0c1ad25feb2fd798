import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import type { CombinedError } from 'urql'
import { useMay } from '../../graphql/use-may.ts'
import { FolderIcon } from '../../look/icons.tsx'
import { Notice } from '../notice.tsx'
import { PreviewButton } from '../preview/preview-button.tsx'
import { TroubleNote } from '../problem/trouble-note.tsx'
import { PublishButton } from '../publish/publish-button.tsx'
import { SynchroniseButton } from '../sync/synchronise-button.tsx'
import classes from './package-header.module.css'
import { ShownBadge } from './shown-badge.tsx'
import { findingCounts, type Standing } from './standing.ts'

/** The top of a package's page: what it is, where it is shown, and the three things that one does with it. */
export function PackageHeader({ standing, environments }: { standing: Standing; environments: Environments }) {
  const [trouble, setTrouble] = useState<CombinedError>()
  const [blockedPreview, setBlockedPreview] = useState<string>()
  const maySynchronise = useMay('package.synchronize')
  const mayPreview = useMay('package.preview')
  const mayPublish = useMay('package.publish')
  const { slug, title, dropboxPath, draft, deployments } = standing
  return (
    <Stack gap="md" mb="lg">
      <div className={classes.header}>
        <div className={classes.what}>
          <Anchor component={Link} to="/packages" size="sm" c="gray.6">
            Packages
          </Anchor>
          <Title order={1}>{title}</Title>
          <Group gap="8px 16px" mt={6}>
            <span className={classes.path}>
              <FolderIcon size="1em" />
              <span>Dropbox{dropboxPath}</span>
            </span>
            {deployments?.map(deployment => (
              <ShownBadge key={deployment.id} deployment={deployment} />
            ))}
          </Group>
        </div>
        <div className={classes.actions}>
          {mayPreview && (
            <PreviewButton slug={slug} disabled={!draft} onTrouble={setTrouble} onBlocked={setBlockedPreview} />
          )}
          {mayPublish && (
            <PublishButton
              slug={slug}
              title={title}
              disabled={!draft || environments.length === 0}
              draft={draft?.id ?? null}
              errors={findingCounts(draft).ERROR}
              environments={environments}
              deployments={deployments ?? []}
            />
          )}
          {maySynchronise && <SynchroniseButton slug={slug} onTrouble={setTrouble} />}
        </div>
      </div>
      {standing.description && <Text c="gray.7">{standing.description}</Text>}
      <TroubleNote error={trouble} />
      {blockedPreview && (
        <Notice tone="info" alert>
          Your browser did not let the preview open.{' '}
          <Anchor href={blockedPreview} target="_blank" rel="noreferrer" inherit fw={600}>
            Open the preview
          </Anchor>
        </Notice>
      )}
    </Stack>
  )
}

type Environments = readonly { id: string; slug: string; name: string }[]
