import { Modal } from '@mantine/core'
import { useMutation } from 'urql'
import { t } from '../../texts/texts.ts'
import { UpdateWebhook, type Webhook } from './webhook.ts'
import { WebhookForm } from './webhook-form.tsx'

/** Changes the address of a webhook and what it sends. */
export default function EditWebhookDialog({ webhook, close }: { webhook: Webhook; close: () => void }) {
  const [{ fetching, error }, update] = useMutation(UpdateWebhook)
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{t('webhooks.editTitle')}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <WebhookForm
        webhook={webhook}
        submitLabel={t('webhooks.save')}
        isSaving={fetching}
        error={error}
        save={async input => {
          if (!(await update({ id: webhook.id, input })).error) close()
        }}
        close={close}
      />
    </Modal>
  )
}
