import { Button, PasswordInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useClient, useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { FormActions } from '../form-actions.tsx'
import { Notice } from '../notice.tsx'
import { openPendingTab } from '../pending-tab.ts'
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

type ConfirmFormProps = { onConfirmed: () => void; onCancel: () => void }

/** Confirms by the password. A person without one signs in again in another tab, and comes back. */
export function ConfirmForm({ onConfirmed, onCancel }: ConfirmFormProps) {
  const [{ data }] = useQuery({ query: HasPasswordQuery, requestPolicy: 'network-only' })
  if (!data?.viewer?.user) return null
  const { signIn, user } = data.viewer
  return signIn?.hasPassword ? (
    <PasswordForm onConfirmed={onConfirmed} onCancel={onCancel} />
  ) : (
    <NewSignIn email={user.email ?? ''} onConfirmed={onConfirmed} onCancel={onCancel} />
  )
}

function PasswordForm({ onConfirmed, onCancel }: ConfirmFormProps) {
  const [password, setPassword] = useState('')
  const { send, isSending, error, currentPasswordError, clearError } = usePost()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    // The form may be above one of the page.
    event.stopPropagation()
    if (await send('/account/reauthenticate', { password })) onConfirmed()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text c="dimmed">{t('signIn.confirmPassword')}</Text>
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          maxLength={128}
          required
          withAsterisk={false}
          data-autofocus
          autoFocus
          error={currentPasswordError ?? error?.message}
          value={password}
          onChange={event => {
            clearError()
            setPassword(event.currentTarget.value)
          }}
        />
        <FormActions submitLabel={t('signIn.confirm')} isSaving={isSending} close={onCancel} />
      </Stack>
    </form>
  )
}

function NewSignIn({ email, onConfirmed, onCancel }: ConfirmFormProps & { email: string }) {
  const client = useClient()
  const { link: canMailLink, oidc } = useSignInMethods()
  const [isMailed, setIsMailed] = useState(false)
  const [isMissing, setIsMissing] = useState(false)
  const { send, isSending, error } = usePost()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    const { data } = await client.query(HasPasswordQuery, {}, { requestPolicy: 'network-only' })
    if (data?.viewer?.signIn?.isRecent) onConfirmed()
    else setIsMissing(true)
  }
  const mailLink = async () => setIsMailed((await send('/sign-in/magic-link', { email, callbackURL: '/' })) !== null)
  const openProvider = async () => {
    const tab = openPendingTab(t('signIn.opening'))
    const answer = await send<{ url: string }>('/sign-in/social', { next: '/', confirm: true })
    if (!answer || !tab.navigate(answer.url)) tab.close()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {error && (
          <Notice tone="error" alert>
            {error.message}
          </Notice>
        )}
        <Text c="dimmed">{t('signIn.confirmLink')}</Text>
        {canMailLink && (
          <Button variant="default" data-autofocus autoFocus disabled={isSending} onClick={mailLink}>
            {t('signIn.mailLink')}
          </Button>
        )}
        {oidc !== null && (
          <Button variant="default" disabled={isSending} onClick={openProvider}>
            {t('signIn.withProvider', { name: oidc })}
          </Button>
        )}
        {!canMailLink && oidc === null && <Text>{t('signIn.askForLink')}</Text>}
        {isMailed && (
          <Notice tone="success" alert>
            {t('signIn.linkMailed', { email })}
          </Notice>
        )}
        {isMissing && (
          <Notice tone="warning" alert>
            {t('signIn.notRecent')}
          </Notice>
        )}
        <FormActions submitLabel={t('signIn.continue')} isSaving={false} close={onCancel} />
      </Stack>
    </form>
  )
}
