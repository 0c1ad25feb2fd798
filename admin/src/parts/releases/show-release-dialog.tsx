import { Modal, Radio, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useClient, useMutation } from 'urql'
import { t } from '../../texts/texts.ts'
import { FormActions } from '../form-actions.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ChangesSince } from '../publish/changes-since.tsx'
import { DeployRelease } from '../publish/deploy-release.ts'
import type { Deployment } from '../publish/deployment.ts'
import { EnvironmentOption } from '../publish/environment-option.tsx'
import { goBack } from '../publish/go-back.ts'
import { useSayScheduled } from '../schedule/use-say-scheduled.ts'
import { useWhen } from '../schedule/use-when.ts'
import { WhenField } from '../schedule/when-field.tsx'
import { showToast } from '../toast/show-toast.ts'

/** Asks in which environment teachers see a release, says what changes for them, and shows it there. */
export default function ShowReleaseDialog({ slug, release, targets, deployments, isRollBack, close }: Props) {
  const [{ fetching, error }, deploy] = useMutation(DeployRelease)
  const client = useClient()
  const [chosen, setChosen] = useState(targets.length === 1 ? targets[0]!.slug : '')
  const shownIn = (environment: string) =>
    deployments.find(deployment => deployment.environment?.slug === environment)?.release.number
  const target = targets.find(({ slug }) => slug === chosen)
  const before = target && shownIn(target.slug)
  const names = { environment: target?.name ?? '', release: String(release.number), before: String(before) }
  const when = useWhen()
  const sayScheduled = useSayScheduled(when.timeZone)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (when.isLater) {
      const scheduled = await when.schedule({ package: slug, release: release.number }, chosen)
      if (!scheduled) return
      close()
      return sayScheduled(scheduled)
    }
    const result = await deploy({ slug, release: release.number, environment: chosen })
    if (!result.data?.deployRelease) return
    close()
    const undo = (release: number) =>
      goBack(
        client,
        { slug, release, environment: chosen },
        t('releases.shown', { ...names, release: String(release) }),
      )
    await showToast({ message: t('releases.shown', names), undo: before ? () => void undo(before) : undefined })
  }
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{isRollBack ? t('releases.rollBackTitle', names) : t('releases.promoteTitle', names)}</b>}
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
          {before && <ChangesSince key={before} id={release.id} number={release.number} base={before} close={close} />}
          <WhenField when={when} />
          <ErrorNotice error={when.isLater ? when.error : error} />
          <FormActions
            submitLabel={
              when.isLater
                ? t('schedule.scheduleFor', names)
                : isRollBack
                  ? t('releases.rollBackNow', names)
                  : t('releases.promoteNow', names)
            }
            isSaving={fetching || when.isSaving}
            isDisabled={!target}
            close={close}
          />
        </Stack>
      </form>
    </Modal>
  )
}

/** The release, and the environments that can show it, with what they show now. `isRollBack`: they show a newer one. */
type Props = {
  slug: string
  release: { id: string; number: number }
  targets: readonly { id: string; slug: string; name: string }[]
  deployments: readonly Deployment[]
  isRollBack: boolean
  close: () => void
}
