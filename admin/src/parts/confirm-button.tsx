import type { ButtonProps } from '@mantine/core'
import { lazy } from 'react'
import type { QuestionProps } from './confirm-question.tsx'
import { DialogButton } from './dialog-button.tsx'

const ConfirmQuestion = lazy(() => import('./confirm-question.tsx'))

/**
 * A button whose action is confirmed in a dialog, which says what the action changes. `name`: the accessible name, where
 * several buttons have the same label.
 */
export function ConfirmButton({ label, name, question, effect, typed, action, ...button }: Props) {
  return (
    <DialogButton
      label={label}
      aria-label={name}
      variant="default"
      size="xs"
      {...button}
      dialog={close => <ConfirmQuestion {...{ label, question, effect, typed, action, close }} />}
    />
  )
}

type Props = ButtonProps & { name?: string } & Omit<QuestionProps, 'close'>
