import { Group, Stack } from '@mantine/core'
import { lazy, useState } from 'react'
import { useNavigate } from 'react-router'
import { useMutation } from 'urql'
import { t } from '../../texts/texts.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import { DialogButton } from '../dialog-button.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { DeleteWebhook, TestWebhook, UpdateWebhook, type Webhook } from './webhook.ts'

const ReplayDialog = lazy(() => import('./replay-dialog.tsx'))
const EditWebhookDialog = lazy(() => import('./edit-webhook-dialog.tsx'))

/** The buttons of a webhook's page. What was done is said beside them. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const { id, url, active } = webhook
  const navigate = useNavigate()
  const [{ fetching: isTesting, error: testError }, sendTest] = useMutation(TestWebhook)
  const [{ fetching: isUpdating, error: updateError }, update] = useMutation(UpdateWebhook)
  const [, remove] = useMutation(DeleteWebhook)
  const [done, setDone] = useState<string>()
  const test = async () => setDone((await sendTest({ id })).error ? undefined : t('webhooks.testSent'))
  const setActive = async (active: boolean) => {
    setDone(undefined)
    await update({ id, input: { active } })
  }
  return (
    <Stack gap="sm">
      <Group gap="sm">
        {!active && (
          <ServerButton size="xs" loading={isUpdating} onClick={() => setActive(true)}>
            {t('webhooks.resume')}
          </ServerButton>
        )}
        <ServerButton variant="default" size="xs" loading={isTesting} onClick={test}>
          {t('webhooks.test')}
        </ServerButton>
        <DialogButton
          label={t('webhooks.replay')}
          variant="default"
          size="xs"
          dialog={close => <ReplayDialog id={id} onReplayed={() => setDone(t('webhooks.replayed'))} close={close} />}
        />
        <DialogButton
          label={t('webhooks.edit')}
          variant="default"
          size="xs"
          dialog={close => <EditWebhookDialog webhook={webhook} close={close} />}
        />
        {active && (
          <ServerButton variant="default" size="xs" loading={isUpdating} onClick={() => setActive(false)}>
            {t('webhooks.pause')}
          </ServerButton>
        )}
        <ConfirmButton
          label={t('webhooks.delete')}
          question={t('webhooks.deleteQuestion')}
          effect={t('webhooks.deleteEffect', { url })}
          action={async () => {
            const result = await remove({ id })
            if (!result.error) navigate('/webhooks', { replace: true })
            return result
          }}
        />
      </Group>
      <ErrorNotice error={testError ?? updateError} />
      <span role="status">{done}</span>
    </Stack>
  )
}
