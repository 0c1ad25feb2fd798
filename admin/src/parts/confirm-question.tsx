import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { CombinedError } from 'urql'
import { t } from '../texts/texts.ts'
import { ErrorNotice } from './problem/error-notice.tsx'
import { ServerButton } from './server-button.tsx'

/** Asks whether an action is meant, says what it changes, and runs it. A failure is shown in the dialog. */
export default function ConfirmQuestion({ label, question, effect, typed, action, close }: QuestionProps) {
  const [isRunning, setIsRunning] = useState(false)
  const [error, setError] = useState<CombinedError>()
  const [text, setText] = useState('')
  const confirm = async (event: FormEvent) => {
    event.preventDefault()
    setIsRunning(true)
    const result = await action()
    setIsRunning(false)
    setError(result.error)
    if (!result.error) close()
  }
  return (
    <Modal opened onClose={close} title={<b>{question}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form onSubmit={confirm}>
        <Stack gap="lg">
          <Text component="div">{effect}</Text>
          {typed && (
            <TextInput
              label={t('common.typeToConfirm', { text: typed })}
              data-autofocus
              autoComplete="off"
              value={text}
              onChange={event => setText(event.currentTarget.value)}
            />
          )}
          <ErrorNotice error={error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" data-autofocus={typed ? undefined : true} onClick={close}>
              {t('common.cancel')}
            </Button>
            <ServerButton
              type="submit"
              color="brick"
              loading={isRunning}
              disabled={typed !== undefined && text.trim() !== typed.trim()}
            >
              {label}
            </ServerButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/**
 * `label` names the action, on the button too. `typed`: the text that the person must type first, for what cannot be undone.
 * `action` is done when it resolves without an error.
 */
export type QuestionProps = {
  label: string
  question: string
  effect: ReactNode
  typed?: string | undefined
  action: () => Promise<{ error?: CombinedError | undefined }>
  close: () => void
}
