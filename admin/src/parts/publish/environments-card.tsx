import { Anchor, Stack, Text, VisuallyHidden } from '@mantine/core'
import { ExternalLinkIcon } from '../../theme/icons.tsx'
import { Card } from '../card.tsx'
import { RelativeTime } from '../relative-time.tsx'
import type { Deployment } from './deployment.ts'
import classes from './environments-card.module.css'
import type { Publication } from './publication.ts'
import { PublicationState } from './publication-state.tsx'
import { unresolvedPublication } from './publication-labels.ts'

/** Where the package is shown: each environment with the release that teachers see there, and what is on its way. */
export function EnvironmentsCard({ environments, deployments, publications }: Props) {
  return (
    <Card title="Where it is shown">
      <ul className={classes.places}>
        {environments.map(({ id, name }) => {
          const deployment = deployments.find(({ environment }) => environment?.id === id)
          const publication = unresolvedPublication(publications, id, deployment)
          return (
            <li key={id}>
              <EnvironmentRow name={name} deployment={deployment} />
              {publication && <PublicationState publication={publication} place={name} />}
            </li>
          )
        })}
      </ul>
      {environments.length === 0 && (
        <Text size="sm" c="gray.6">
          There is no environment that you may see. An administrator can give you the right to.
        </Text>
      )}
    </Card>
  )
}

function EnvironmentRow({ name, deployment }: { name: string; deployment: Deployment | undefined }) {
  return (
    <div className={classes.place}>
      <Stack gap={0} miw={0}>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="gray.6">
          {deployment ? (
            <>
              Release {deployment.release.number} · <RelativeTime at={deployment.deployedAt} />
            </>
          ) : (
            'Nothing yet'
          )}
        </Text>
      </Stack>
      {deployment && <OpenLink what={`release ${deployment.release.number} in ${name}`} url={deployment.url} />}
    </div>
  )
}

/** The link to what an environment shows, in a new tab; `what` is read out after «Open». */
export function OpenLink({ what: label, url }: { what: string; url: string }) {
  return (
    <Anchor href={url} target="_blank" rel="noreferrer" size="sm" fw={600} className={classes.open}>
      Open<VisuallyHidden> {label}</VisuallyHidden>
      <ExternalLinkIcon size="1em" />
    </Anchor>
  )
}

type Props = {
  environments: readonly { id: string; name: string }[]
  deployments: readonly Deployment[]
  publications: readonly Publication[]
}
