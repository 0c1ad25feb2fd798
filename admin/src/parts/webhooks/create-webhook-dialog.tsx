import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useUncachedMutation } from '../../graphql/use-uncached-mutation.ts'
import { t } from '../../texts/texts.ts'
import { CopyField } from '../copy-field.tsx'
import { CreateWebhook } from './webhook.ts'
import { WebhookForm } from './webhook-form.tsx'

/** Adds a webhook, and shows its secret once. */
export default function CreateWebhookDialog({ close }: { close: () => void }) {
  const [{ fetching, data, error }, create] = useUncachedMutation(CreateWebhook)
  const created = data?.createWebhook
  const title = created ? t('webhooks.createdTitle') : t('webhooks.createTitle')
  return (
    <Modal opened onClose={close} title={<b>{title}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {created ? (
        <Stack gap="lg">
          <Text>{t('webhooks.secretHelp')}</Text>
          <CopyField label={t('webhooks.secret')} value={created.secret} />
          <Group justify="flex-end">
            <Button onClick={close}>{t('webhooks.done')}</Button>
          </Group>
        </Stack>
      ) : (
        <WebhookForm
          submitLabel={t('webhooks.create')}
          isSaving={fetching}
          error={error}
          save={input => create({ input })}
          close={close}
        />
      )}
    </Modal>
  )
}
