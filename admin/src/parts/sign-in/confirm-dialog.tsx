import { Modal } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { ConfirmForm } from './confirm-form.tsx'
import { zIndexAbovePage } from './signed-out-dialog.tsx'

/** Asks who the person is, above the page. `onAnswer` is called with whether the person has confirmed it. */
export default function ConfirmDialog({ onAnswer }: { onAnswer: (isConfirmed: boolean) => void }) {
  return (
    <Modal
      opened
      zIndex={zIndexAbovePage}
      size="md"
      returnFocus={false}
      title={<b>{t('signIn.confirmTitle')}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      onClose={() => onAnswer(false)}
    >
      <ConfirmForm onConfirmed={() => onAnswer(true)} onCancel={() => onAnswer(false)} />
    </Modal>
  )
}
