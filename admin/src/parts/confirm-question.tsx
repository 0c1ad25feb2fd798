import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { CombinedError } from 'urql'
import { t } from '../texts/texts.ts'
import { ErrorNotice } from './problem/error-notice.tsx'

/** Asks whether an action is meant, says what it changes, and runs it. A failure is shown in the dialog. */
export default function ConfirmQuestion({ label, question, effect, action, close }: QuestionProps) {
  const [isRunning, setIsRunning] = useState(false)
  const [error, setError] = useState<CombinedError>()
  const confirm = async () => {
    setIsRunning(true)
    const result = await action()
    setIsRunning(false)
    setError(result.error)
    if (!result.error) close()
  }
  return (
    <Modal opened onClose={close} title={<b>{question}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack gap="lg">
        <Text component="div">{effect}</Text>
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
  )
}

/** `label` names the action, on the button too. `action` is done when it resolves without an error. */
export type QuestionProps = {
  label: string
  question: string
  effect: ReactNode
  action: () => Promise<{ error?: CombinedError | undefined }>
  close: () => void
}
