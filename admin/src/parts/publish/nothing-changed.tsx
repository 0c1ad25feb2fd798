import { Group } from '@mantine/core'
import { useMutation } from 'urql'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { DeployRelease } from './deploy-release.ts'
import type { Deployment } from './deployment.ts'
import { DeploymentLink } from './deployment-link.tsx'

/** Says that an environment already shows the draft, and offers to open that release or to show it again. */
export function NothingChanged({ slug, environment, deployment }: Props) {
  const [{ fetching, data, error }, deploy] = useMutation(DeployRelease)
  const { name } = environment
  const { number } = deployment.release
  const names = { environment: name, release: String(number) }
  return (
    <Notice tone="info" alert>
      <b>{t('publish.nothingChanged')}</b>
      <div>{t('publish.nothingChangedHelp', names)}</div>
      <Group gap="lg" mt={8}>
        <ServerButton
          variant="default"
          size="xs"
          loading={fetching}
          onClick={() => deploy({ slug, release: number, environment: environment.slug })}
        >
          {t('publish.showAgain', names)}
        </ServerButton>
        <DeploymentLink label={t('publish.openEnvironment', names)} url={deployment.url} access={environment.access} />
      </Group>
      {data?.deployRelease && <div>{t('publish.shownAgain', names)}</div>}
      <ErrorNotice error={error} />
    </Notice>
  )
}

type Props = { slug: string; environment: { slug: string; name: string; access?: string }; deployment: Deployment }
