import { Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { CombinedError } from 'urql'
import { t } from '../texts/texts.ts'
import { ErrorNotice } from './problem/error-notice.tsx'

/**
 * A button whose action is confirmed in a dialog, which says what the action changes. A failure is shown in the dialog.
 * `name`: the accessible name, where several buttons have the same label. `action` is done when it resolves without an
 * error.
 */
export function ConfirmButton({ label, name, question, effect, action, ...button }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const [isRunning, setIsRunning] = useState(false)
  const [error, setError] = useState<CombinedError>()
  const close = () => setIsOpen(false)
  const open = () => {
    setError(undefined)
    setIsOpen(true)
  }
  const confirm = async () => {
    setIsRunning(true)
    const result = await action()
    setIsRunning(false)
    setError(result.error)
    if (!result.error) close()
  }
  return (
    <>
      <Button variant="default" size="xs" {...button} aria-label={name} aria-haspopup="dialog" onClick={open}>
        {label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={<b>{question}</b>}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack gap="lg">
          <Text size="sm" component="div">
            {effect}
          </Text>
          <ErrorNotice error={error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" data-autofocus onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button color="brick" loading={isRunning} onClick={confirm}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}

type Props = ButtonProps & {
  label: string
  name?: string
  question: string
  effect: ReactNode
  action: () => Promise<{ error?: CombinedError | undefined }>
}
