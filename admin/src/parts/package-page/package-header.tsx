import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { lazy, useState } from 'react'
import type { CombinedError } from 'urql'
import { encodePath } from '../../format/path.ts'
import { t } from '../../texts/texts.ts'
import { FolderIcon } from '../../theme/icons.tsx'
import { Breadcrumbs } from '../breadcrumbs.tsx'
import { DocumentTitle } from '../document-title.tsx'
import { Notice } from '../notice.tsx'
import { historyVersion, type PackageSummary } from '../packages/package-summary.ts'
import { useRecentPackage } from '../palette/recent-packages.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { useSayPublished } from '../publish/use-say-published.ts'
import type { PublicationRequest } from '../requests/publication-request.ts'
import { RequestNotices } from '../requests/request-notices.tsx'
import { Status } from '../status.tsx'
import { ArchivedNotice } from './archived-notice.tsx'
import { nextStep } from './next-step.ts'
import { PackageActions } from './package-actions.tsx'
import classes from './package-header.module.css'
import type { EnvironmentOfPage } from './package-of-page.ts'
import { useShowSection } from './use-show-section.ts'

const PublishDialog = lazy(() => import('../publish/publish-dialog.tsx'))

/** The top of a package's page: its title, folder, and state, and the buttons, with the next thing to do last. */
export function PackageHeader({ summary, tab, environments, requests }: Props) {
  const [actionError, setActionError] = useState<CombinedError>()
  const [blockedPreviewUrl, setBlockedPreviewUrl] = useState<string>()
  const { slug, title, dropboxPath, description, deployments, draft } = summary
  const showSection = useShowSection()
  useRecentPackage(slug, title)
  useSayPublished({
    slug,
    publications: summary.publications?.nodes ?? [],
    deployments: deployments ?? [],
    environments,
  })
  const version = `${draft?.id} ${historyVersion(summary)}`
  const { state, tone, action } = nextStep(summary)
  return (
    <Stack gap="lg" mb="xl">
      <DocumentTitle page={title} tab={tab} />
      <div className={classes.header}>
        <div className={classes.heading}>
          <Breadcrumbs
            parents={[
              { to: '/packages', label: t('packages.title') },
              ...(tab ? [{ to: `/packages/${slug}`, label: title }] : []),
            ]}
            current={tab ?? title}
          />
          <Title order={1} lineClamp={2} title={title}>
            {title}
          </Title>
          <Group gap="4px 16px" mt={4} mih={24}>
            <Status tone={tone}>{state}</Status>
            <a className={classes.path} href={dropboxAddress(dropboxPath)} target="_blank" rel="noreferrer">
              <FolderIcon size="1em" />
              <span>{t('packages.folder', { path: dropboxPath })}</span>
            </a>
          </Group>
        </div>
        <div className={classes.actions}>
          <PackageActions
            summary={summary}
            environments={environments}
            action={action}
            onError={setActionError}
            onBlocked={setBlockedPreviewUrl}
          />
        </div>
      </div>
      {description && <Text c="dimmed">{description}</Text>}
      {summary.status === 'ARCHIVED' && <ArchivedNotice deployments={deployments ?? []} />}
      <RequestNotices
        requests={requests}
        revision={draft?.revision}
        dialog={(environment, close) => (
          <PublishDialog
            {...{ slug, title, environments, environment, close }}
            draft={draft?.id ?? null}
            version={version}
            deployments={deployments ?? []}
            showFindings={() => showSection('findings')}
          />
        )}
      />
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

/** The address of a folder on Dropbox's site. */
const dropboxAddress = (path: string) => `https://www.dropbox.com/home${encodePath(path)}`

type Props = {
  summary: PackageSummary
  /** The name of the open tab. Null for the first one. */
  tab: string | null
  environments: readonly EnvironmentOfPage[]
  requests: readonly PublicationRequest[]
}
