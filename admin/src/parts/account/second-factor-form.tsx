import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { usePost } from '../sign-in/use-post.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import { SetUpSecondFactor, type Setup } from './set-up-second-factor.tsx'

type SecondFactorFormProps = { isOn: boolean; hasPassword: boolean; onChanged: () => void }

/**
 * Sets up and removes the second factor of the signed-in person. People with a password confirm each step by it; others
 * need a recent sign-in.
 */
export function SecondFactorForm({ isOn, hasPassword, onChanged }: SecondFactorFormProps) {
  const [password, setPassword] = useState('')
  const [setup, setSetup] = useState<Setup | null>(null)
  const [newCodes, setNewCodes] = useState<string[] | null>(null)
  const { send, isSending, error, currentPasswordError, clearError } = usePost()

  /** Sends a step. A right password also makes the sign-in recent. */
  async function sendConfirmed<Answer>(path: string): Promise<Answer | null> {
    if (hasPassword && !(await send('/account/reauthenticate', { password }))) return null
    const answer = await send<Answer>(path, hasPassword ? { password } : {})
    if (answer) setPassword('')
    return answer
  }
  const setUp = async (event: FormEvent) => {
    event.preventDefault()
    if (!isOn) setSetup(await sendConfirmed<Setup>('/two-factor/enable'))
  }
  const turnOff = async () => {
    if (!(await sendConfirmed('/two-factor/disable'))) return
    setNewCodes(null)
    onChanged()
  }
  const replaceCodes = async () => {
    const answer = await sendConfirmed<Setup>('/two-factor/generate-backup-codes')
    if (answer) setNewCodes(answer.recoveryCodes)
  }
  const isConfirmed = !hasPassword || password !== ''
  if (setup)
    return (
      <SetUpSecondFactor
        setup={setup}
        onCancel={() => setSetup(null)}
        onTurnedOn={() => {
          setSetup(null)
          onChanged()
        }}
      />
    )
  return (
    <form onSubmit={setUp}>
      <Stack gap="md" maw={420}>
        {error && (
          <Notice tone="error" alert>
            {error.message}
          </Notice>
        )}
        <Text c="dimmed">{t(isOn ? 'security.secondFactorOn' : 'security.secondFactorOff')}</Text>
        {newCodes && <RecoveryCodes codes={newCodes} />}
        {hasPassword && (
          <PasswordInput
            label={t('security.confirmByPassword')}
            autoComplete="current-password"
            maxLength={128}
            error={currentPasswordError}
            value={password}
            onChange={event => {
              clearError()
              setPassword(event.currentTarget.value)
            }}
          />
        )}
        <Group>
          {isOn ? (
            <>
              <Button variant="default" disabled={!isConfirmed || isSending} onClick={replaceCodes}>
                {t('security.newCodes')}
              </Button>
              <Button variant="default" disabled={!isConfirmed || isSending} onClick={turnOff}>
                {t('security.turnOff')}
              </Button>
            </>
          ) : (
            <ServerButton type="submit" disabled={!isConfirmed} loading={isSending}>
              {t('security.setUp')}
            </ServerButton>
          )}
        </Group>
      </Stack>
    </form>
  )
}
