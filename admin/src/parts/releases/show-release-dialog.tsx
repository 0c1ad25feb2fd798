import { Modal, Radio, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { t } from '../../texts/texts.ts'
import { FormActions } from '../form-actions.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ChangesSince } from '../publish/changes-since.tsx'
import { DeployRelease } from '../publish/deploy-release.ts'
import type { Deployment } from '../publish/deployment.ts'
import { EnvironmentOption } from '../publish/environment-option.tsx'
import { showToast } from '../toast/show-toast.ts'

/** Asks where teachers see a release from now on, says what changes for them, and shows it there. */
export default function ShowReleaseDialog({ slug, release, environments, deployments, close }: ShowReleaseProps) {
  const [{ fetching, error }, deploy] = useMutation(DeployRelease)
  const shownIn = (environment: string) =>
    deployments.find(deployment => deployment.environment?.slug === environment)?.release.number
  const targets = environments.filter(({ slug }) => shownIn(slug) !== release.number)
  const [chosen, setChosen] = useState(targets.length === 1 ? targets[0]!.slug : '')
  const target = targets.find(environment => environment.slug === chosen)
  const before = target && shownIn(target.slug)
  const names = { environment: target?.name ?? '', release: String(release.number), before: String(before) }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await deploy({ slug, release: release.number, environment: chosen })
    if (!result.data?.deployRelease) return
    close()
    await showToast({
      message: t('releases.shown', names),
      undo: before ? () => void deploy({ slug, release: before, environment: chosen }) : undefined,
    })
  }
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{t('releases.dialogTitle', names)}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Radio.Group label={t('releases.where')} value={chosen} onChange={setChosen}>
            <Stack gap={8} mt={6}>
              {targets.map(environment => (
                <EnvironmentOption key={environment.id} environment={environment} release={shownIn(environment.slug)} />
              ))}
            </Stack>
          </Radio.Group>
          {target && <Text size="sm">{before ? t('releases.effect', names) : t('releases.effectFirst', names)}</Text>}
          {before && <ChangesSince key={before} id={release.id} base={before} />}
          <ErrorNotice error={error} />
          <FormActions
            submitLabel={
              before && before > release.number ? t('releases.rollBack', names) : t('releases.promote', names)
            }
            isSaving={fetching}
            isDisabled={!target}
            close={close}
          />
        </Stack>
      </form>
    </Modal>
  )
}

/** The release to show, and the environments of the package with what they show now. */
export type ShowReleaseProps = {
  slug: string
  release: { id: string; number: number }
  environments: readonly { id: string; slug: string; name: string }[]
  deployments: readonly Deployment[]
  close: () => void
}
