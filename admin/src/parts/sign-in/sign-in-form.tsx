import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { openPendingTab } from '../pending-tab.ts'
import { CodeForm } from './code-form.tsx'
import type { SignedIn } from './post.ts'
import { usePost } from './use-post.ts'
import { useSignInMethods } from './use-sign-in-methods.ts'

type SignInFormProps = {
  /** The page to open after a sign-in by a mailed link. */
  next: string
  /** The address of the person, if only this person may sign in, and the page below must stay. */
  email?: string
  onSignedIn: () => void
}

/** Signs in by a password, then by a code if the person has a second factor, or mails a link. */
export function SignInForm({ next, email: fixedEmail, onSignedIn }: SignInFormProps) {
  const { link: canMailLink, oidc } = useSignInMethods()
  const [email, setEmail] = useState(fixedEmail ?? '')
  const [password, setPassword] = useState('')
  const [isCodeNeeded, setIsCodeNeeded] = useState(false)
  const [mailedTo, setMailedTo] = useState<string | null>(null)
  const { send, isSending, error, clearError } = usePost()

  if (isCodeNeeded) return <CodeForm onSignedIn={onSignedIn} onRestart={() => setIsCodeNeeded(false)} />

  const signIn = async (event: FormEvent) => {
    event.preventDefault()
    setMailedTo(null)
    const answer = await send<SignedIn>('/sign-in/email', { email, password })
    if (answer?.needsSecondFactor) setIsCodeNeeded(true)
    else if (answer) onSignedIn()
  }
  const mailLink = async () => {
    setMailedTo(null)
    if (await send('/sign-in/magic-link', { email, callbackURL: next })) setMailedTo(email)
  }
  const openProvider = async () => {
    const tab = fixedEmail === undefined ? null : openPendingTab(t('signIn.opening'))
    const answer = await send<{ url: string }>('/sign-in/social', { next })
    if (!answer) tab?.close()
    else if (!tab?.navigate(answer.url)) location.assign(answer.url)
  }
  const hasEmail = /.@./.test(email)
  return (
    <form onSubmit={signIn}>
      <Stack gap="md">
        {error && (
          <Notice tone="error" alert>
            {error.message}
          </Notice>
        )}
        {mailedTo !== null && (
          <Notice tone="success" alert>
            {t('signIn.linkMailed', { email: mailedTo })}
          </Notice>
        )}
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          required
          readOnly={fixedEmail !== undefined}
          maxLength={200}
          value={email}
          onChange={event => {
            clearError()
            setEmail(event.currentTarget.value.trim())
          }}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          data-autofocus={fixedEmail !== undefined || undefined}
          maxLength={128}
          value={password}
          onChange={event => {
            clearError()
            setPassword(event.currentTarget.value)
          }}
        />
        <Button type="submit" disabled={!hasEmail || !password} loading={isSending && password !== ''}>
          {t('signIn.signIn')}
        </Button>
        {canMailLink && (
          <Button variant="default" disabled={!hasEmail || isSending} onClick={mailLink}>
            {t('signIn.mailLink')}
          </Button>
        )}
        {oidc !== null && (
          <Button variant="default" disabled={isSending} onClick={openProvider}>
            {t('signIn.withProvider', { name: oidc })}
          </Button>
        )}
      </Stack>
    </form>
  )
}
