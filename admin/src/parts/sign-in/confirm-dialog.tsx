import { Button, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { useQuery } from 'urql'
import { registerConfirmation } from '../../graphql/confirm.ts'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { usePost } from './use-post.ts'
import { useSignInMethods } from './use-sign-in-methods.ts'

const HasPasswordQuery = graphql(`
  query HasPassword {
    viewer {
      signIn {
        isRecent
        hasPassword
      }
      user {
        id
        email
      }
    }
  }
`)

/** Opens when a change needs a recent sign-in. The change goes on after the person has confirmed. */
export default function ConfirmDialog() {
  const [answer, setAnswer] = useState<((isConfirmed: boolean) => void) | null>(null)
  useEffect(() => registerConfirmation(() => new Promise(resolve => setAnswer(() => resolve))), [])
  const finish = (isConfirmed: boolean) => {
    answer?.(isConfirmed)
    setAnswer(null)
  }
  return (
    <Modal opened={answer !== null} centered title={t('signIn.confirmTitle')} onClose={() => finish(false)}>
      {answer && <ConfirmForm onConfirmed={() => finish(true)} />}
    </Modal>
  )
}

/** Confirms by the password. A person without one signs in by a mailed link in another tab, and comes back. */
function ConfirmForm({ onConfirmed }: { onConfirmed: () => void }) {
  const [{ data }] = useQuery({ query: HasPasswordQuery, requestPolicy: 'network-only' })
  const { link: canMailLink, oidc } = useSignInMethods()
  const [password, setPassword] = useState('')
  const [isMailed, setIsMailed] = useState(false)
  const { send, isSending, error } = usePost()
  if (!data?.viewer) return null
  const { signIn, user } = data.viewer
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!signIn?.hasPassword || (await send('/account/reauthenticate', { password }))) onConfirmed()
  }
  const mailLink = async () =>
    setIsMailed((await send('/sign-in/magic-link', { email: user?.email, callbackURL: '/' })) !== null)
  const openProvider = async () => {
    const answer = await send<{ url: string }>('/sign-in/social', { next: '/', confirm: true })
    if (answer) window.open(answer.url, '_blank', 'noopener')
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {error && (
          <Notice tone="error" alert>
            {error.message}
          </Notice>
        )}
        <Text c="dimmed">{t(signIn?.hasPassword ? 'signIn.confirmPassword' : 'signIn.confirmLink')}</Text>
        {signIn?.hasPassword ? (
          <PasswordInput
            label={t('signIn.password')}
            autoComplete="current-password"
            maxLength={128}
            data-autofocus
            value={password}
            onChange={event => setPassword(event.currentTarget.value)}
          />
        ) : canMailLink ? (
          <Button variant="default" disabled={isSending} onClick={mailLink}>
            {t('signIn.mailLink')}
          </Button>
        ) : (
          <Text>{t('signIn.askForLink')}</Text>
        )}
        {!signIn?.hasPassword && oidc !== null && (
          <Button variant="default" disabled={isSending} onClick={openProvider}>
            {t('signIn.withProvider', { name: oidc })}
          </Button>
        )}
        {isMailed && (
          <Notice tone="success" alert>
            {t('signIn.linkMailed', { email: user?.email ?? '' })}
          </Notice>
        )}
        <Button type="submit" loading={isSending} disabled={signIn?.hasPassword && !password}>
          {t(signIn?.hasPassword ? 'signIn.confirm' : 'signIn.continue')}
        </Button>
      </Stack>
    </form>
  )
}
