import { PasswordInput, Progress, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { usePost } from '../sign-in/use-post.ts'
import { usePasswordScore } from './use-password-score.ts'

const minLength = 8
/** The score that the server requires. */
const minScore = 3

type PasswordFormProps = {
  hasPassword: boolean
  /** Words that others know of the person, which make weak passwords. */
  about: string[]
  /** Called after the password was saved. */
  onSaved: () => void
}

/** Sets or changes the password of the signed-in person. A sign-in that is not recent is confirmed by the current one. */
export function PasswordForm({ hasPassword, about, onSaved }: PasswordFormProps) {
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [isSaved, setIsSaved] = useState(false)
  const score = usePasswordScore(password, about)
  const { send, isSending, error, currentPasswordError, newPasswordError, clearError } = usePost()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setIsSaved(false)
    if (hasPassword && !(await send('/account/reauthenticate', { password: current }))) return
    if (!(await send('/account/set-password', { password }))) return
    setCurrent('')
    setPassword('')
    setIsSaved(true)
    onSaved()
  }
  const isStrong = password.length >= minLength && (score === null || score >= minScore)
  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw={420}>
        {error && (
          <Notice tone="error" alert>
            {error.message}
          </Notice>
        )}
        {isSaved && (
          <Notice tone="success" alert>
            {t('security.passwordSaved')}
          </Notice>
        )}
        {hasPassword ? (
          <PasswordInput
            label={t('security.currentPassword')}
            autoComplete="current-password"
            maxLength={128}
            error={currentPasswordError}
            value={current}
            onChange={event => {
              clearError()
              setCurrent(event.currentTarget.value)
            }}
          />
        ) : (
          <Text c="dimmed">{t('security.passwordHelp')}</Text>
        )}
        <PasswordInput
          label={t('security.newPassword')}
          description={t('security.strengthHelp')}
          autoComplete="new-password"
          maxLength={128}
          error={newPasswordError}
          value={password}
          onChange={event => {
            clearError()
            setPassword(event.currentTarget.value)
          }}
        />
        {password !== '' && score !== null && (
          <div>
            <Progress
              value={(score + 1) * 20}
              color={score >= minScore ? 'leaf' : 'brick'}
              aria-label={t('security.strength', { score: String(score) })}
            />
            <Text size="sm" role="status">
              {t('security.strength', { score: String(score) })}
            </Text>
          </div>
        )}
        <ServerButton type="submit" loading={isSending} disabled={!isStrong || (hasPassword && !current)}>
          {t(hasPassword ? 'security.changePassword' : 'security.setPassword')}
        </ServerButton>
      </Stack>
    </form>
  )
}
