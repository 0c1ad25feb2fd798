import { Anchor, Group, Stack, Text } from '@mantine/core'
import { lazy, type ReactNode } from 'react'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { DialogButton } from '../dialog-button.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import { type Deployment, draftChangesAddress } from './deployment.ts'
import { DeploymentLink } from './deployment-link.tsx'
import classes from './environments-card.module.css'
import type { Publication } from './publication.ts'
import { unresolvedPublication } from './publication-labels.ts'
import { PublicationState } from './publication-state.tsx'
import { UnpublishButton } from './unpublish-button.tsx'
import { useChangedFiles } from './use-changed-files.ts'

const ShareDialog = lazy(() => import('./share-dialog.tsx'))

/**
 * The environments of a package: the release that teachers see in each, how many files the draft would change there, and
 * its unresolved publication.
 */
export function EnvironmentsCard({ slug, title, draft, environments, deployments, publications, isHeld }: Props) {
  const changedFiles = useChangedFiles(slug, draft, deployments)
  return (
    <Card id="environments" title={t('publish.environments')}>
      <ul className={classes.environments}>
        {environments.map(({ id, slug: environmentSlug, name, access }) => {
          const deployment = deployments.find(({ environment }) => environment?.id === id)
          const publication = unresolvedPublication(publications, id, deployment)
          return (
            <li key={id}>
              <EnvironmentRow
                title={title}
                name={name}
                slug={environmentSlug}
                isPublic={access === 'PUBLIC'}
                deployment={deployment}
                changedFiles={(deployment && changedFiles.get(deployment.id)) ?? 0}
              >
                <UnpublishButton slug={slug} title={title} environment={{ slug: environmentSlug, name }} />
              </EnvironmentRow>
              {publication && <PublicationState publication={publication} environmentName={name} isHeld={isHeld} />}
            </li>
          )
        })}
      </ul>
      {environments.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('publish.noEnvironments')}
        </Text>
      )}
    </Card>
  )
}

function EnvironmentRow({ title, name, slug, isPublic, deployment, changedFiles, children }: RowProps) {
  const release = String(deployment?.release.number)
  return (
    <div className={classes.environment}>
      <Stack gap={0} miw={0}>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed" component="div" className={classes.state}>
          <Status tone={deployment ? 'done' : 'waiting'}>
            {deployment
              ? t.rich('publish.deployment', { release, time: () => <RelativeTime at={deployment.deployedAt} /> })
              : t('publish.notDeployed')}
          </Status>
          {changedFiles > 0 && (
            <Anchor
              component={Link}
              to={draftChangesAddress(slug)}
              inherit
              aria-label={t('publish.filesChangedIn', { count: changedFiles, environment: name })}
            >
              {t('publish.filesChanged', { count: changedFiles })}
            </Anchor>
          )}
        </Text>
      </Stack>
      {deployment && (
        <Group gap="xs" justify="flex-end">
          {children}
          {isPublic && (
            <DialogButton
              label={t('publish.share')}
              aria-label={t('publish.shareNamed', { environment: name })}
              variant="subtle"
              c="dimmed"
              size="compact-sm"
              dialog={close => <ShareDialog title={title} environment={name} url={deployment.url} close={close} />}
            />
          )}
          <DeploymentLink
            label={t('publish.openEnvironment', { environment: name })}
            url={deployment.url}
            access={isPublic ? 'PUBLIC' : 'VIEWER_TOKEN'}
          />
        </Group>
      )}
    </div>
  )
}

type RowProps = {
  title: string
  name: string
  slug: string
  /** Whether everybody may open the address. Else only viewers whom another site has signed in. */
  isPublic: boolean
  deployment: Deployment | undefined
  /** How many files of the draft differ from what it shows. */
  changedFiles: number
  children: ReactNode
}

type Props = {
  slug: string
  title: string
  /** Changes whenever the files of the draft do. */
  draft: string
  environments: readonly { id: string; slug: string; name: string; access: string }[]
  deployments: readonly Deployment[]
  publications: readonly Publication[]
  /** Whether the budget pauses videos of the package. */
  isHeld: boolean
}
