import { Group, Stack, Text } from '@mantine/core'
import { lazy, type ReactNode } from 'react'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { DialogButton } from '../dialog-button.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import type { Deployment } from './deployment.ts'
import { DeploymentLink } from './deployment-link.tsx'
import classes from './environments-card.module.css'
import type { Publication } from './publication.ts'
import { unresolvedPublication } from './publication-labels.ts'
import { PublicationState } from './publication-state.tsx'
import { UnpublishButton } from './unpublish-button.tsx'

const ShareDialog = lazy(() => import('./share-dialog.tsx'))

/** The environments of a package: the release that teachers see in each, and its unresolved publication. */
export function EnvironmentsCard({ slug, title, environments, deployments, publications }: Props) {
  return (
    <Card id="environments" title={t('publish.environments')}>
      <ul className={classes.environments}>
        {environments.map(({ id, slug: environmentSlug, name, access }) => {
          const deployment = deployments.find(({ environment }) => environment?.id === id)
          const publication = unresolvedPublication(publications, id, deployment)
          return (
            <li key={id}>
              <EnvironmentRow title={title} name={name} isPublic={access === 'PUBLIC'} deployment={deployment}>
                <UnpublishButton slug={slug} title={title} environment={{ slug: environmentSlug, name }} />
              </EnvironmentRow>
              {publication && <PublicationState publication={publication} environmentName={name} />}
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

function EnvironmentRow({ title, name, isPublic, deployment, children }: RowProps) {
  const release = String(deployment?.release.number)
  return (
    <div className={classes.environment}>
      <Stack gap={0} miw={0}>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed">
          <Status tone={deployment ? 'done' : 'waiting'}>
            {deployment
              ? t.rich('publish.deployment', { release, time: () => <RelativeTime at={deployment.deployedAt} /> })
              : t('publish.notDeployed')}
          </Status>
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
  /** Whether everybody may open the address. Else only viewers whom another site has signed in. */
  isPublic: boolean
  deployment: Deployment | undefined
  children: ReactNode
}

type Props = {
  slug: string
  title: string
  environments: readonly { id: string; slug: string; name: string; access: string }[]
  deployments: readonly Deployment[]
  publications: readonly Publication[]
}
