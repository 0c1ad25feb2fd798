import { Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CombinedError } from 'urql'
import { t } from '../texts/texts.ts'
import { FormActions } from './form-actions.tsx'
import { ErrorNotice } from './problem/error-notice.tsx'

/** A dialog with one form and its two buttons. `error`: an error that no field shows. */
export function FormDialog({
  title,
  submitLabel,
  isSaving = false,
  isDisabled = false,
  error,
  submit,
  close,
  children,
}: Props) {
  return (
    <Modal opened onClose={close} title={<b>{title}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        onSubmit={event => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack gap="lg">
          {children}
          <ErrorNotice error={error} />
          <FormActions submitLabel={submitLabel} isSaving={isSaving} isDisabled={isDisabled} close={close} />
        </Stack>
      </form>
    </Modal>
  )
}

type Props = {
  title: string
  submitLabel: string
  isSaving?: boolean
  isDisabled?: boolean
  error?: CombinedError | undefined
  submit: () => void
  close: () => void
  children: ReactNode
}
