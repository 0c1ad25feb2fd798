import { TextInput, type TextInputProps } from '@mantine/core'

/** The field for a code of an authenticator app, or with `isRecovery` for a recovery code. `onCode` gets what is typed. */
export function CodeField({ isRecovery = false, onCode, ...input }: CodeFieldProps) {
  return (
    <TextInput
      autoComplete={isRecovery ? 'off' : 'one-time-code'}
      inputMode={isRecovery ? 'text' : 'numeric'}
      maxLength={20}
      data-autofocus
      autoFocus
      onChange={event => onCode(event.currentTarget.value)}
      {...input}
    />
  )
}

type CodeFieldProps = Pick<TextInputProps, 'label' | 'description' | 'required' | 'error'> & {
  isRecovery?: boolean
  value: string
  onCode: (code: string) => void
}
