import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { usePost } from './use-post.ts'

/** Asks for the second factor: the code from an authenticator app, or a recovery code. `onRestart` begins the sign-in again. */
export function CodeForm({ onSignedIn, onRestart }: { onSignedIn: () => void; onRestart: () => void }) {
  const [isRecovery, setIsRecovery] = useState(false)
  const [code, setCode] = useState('')
  const { send, isSending, error, clearError } = usePost()
  const path = isRecovery ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp'
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await send(path, { code })) onSignedIn()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text c="dimmed">{t(isRecovery ? 'signIn.enterRecoveryCode' : 'signIn.enterCode')}</Text>
        <TextInput
          key={path}
          label={t(isRecovery ? 'signIn.recoveryCode' : 'signIn.code')}
          autoComplete={isRecovery ? 'off' : 'one-time-code'}
          inputMode={isRecovery ? 'text' : 'numeric'}
          maxLength={20}
          required
          data-autofocus
          autoFocus
          error={error?.message}
          value={code}
          onChange={event => {
            clearError()
            setCode(event.currentTarget.value)
          }}
        />
        <Button type="submit" disabled={!code.trim()} loading={isSending}>
          {t('signIn.signIn')}
        </Button>
        <Group justify="space-between">
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => {
              setIsRecovery(!isRecovery)
              setCode('')
              clearError()
            }}
          >
            {t(isRecovery ? 'signIn.useApp' : 'signIn.useRecoveryCode')}
          </Anchor>
          <Anchor component="button" type="button" size="sm" onClick={onRestart}>
            {t('signIn.startOver')}
          </Anchor>
        </Group>
      </Stack>
    </form>
  )
}
