import { t } from '../../texts/texts.ts'

/** The status of a package in one word. */
export function statusLabel(status: string): string {
  return t('packages.status', { status })
}

/** An environment with the release that it shows: `Production · release 3`. */
export function deploymentLabel({ environment, release }: DeploymentNames): string {
  return t('packages.deployment', {
    environment: environment?.name ?? t('packages.unnamedEnvironment'),
    release: String(release.number),
  })
}

type DeploymentNames = { environment: { name: string } | null; release: { number: number } }
