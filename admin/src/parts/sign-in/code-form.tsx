import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { CodeField } from './code-field.tsx'
import { usePost } from './use-post.ts'

/** Asks for the second factor: the code from an authenticator app, or a recovery code. `onRestart` begins the sign-in again. */
export function CodeForm({ onSignedIn, onRestart }: { onSignedIn: () => void; onRestart: () => void }) {
  const [isRecovery, setIsRecovery] = useState(false)
  const [code, setCode] = useState('')
  const { send, isSending, error, clearError } = usePost()
  const path = isRecovery ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp'
  const changeCode = (code: string) => {
    clearError()
    setCode(code)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await send(path, { code })) onSignedIn()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text c="dimmed">{t(isRecovery ? 'signIn.enterRecoveryCode' : 'signIn.enterCode')}</Text>
        <CodeField
          key={path}
          label={t(isRecovery ? 'signIn.recoveryCode' : 'signIn.code')}
          isRecovery={isRecovery}
          required
          error={error?.message}
          value={code}
          onCode={changeCode}
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
              changeCode('')
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
