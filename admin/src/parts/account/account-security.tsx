import { Stack } from '@mantine/core'
import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { useQuery } from 'urql'
import { refetchViewer } from '../../graphql/client.ts'
import { announceSession } from '../../graphql/other-tabs.ts'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { PasswordForm } from './password-form.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'

const AccountSecurityQuery = graphql(`
  query AccountSecurity {
    viewer {
      signIn {
        isRecent
        hasPassword
      }
      user {
        id
        name
        email
        hasSecondFactor
      }
    }
  }
`)

/** How the signed-in person signs in: the password, and the second factor. Nothing for API tokens. */
export function AccountSecurity() {
  const [{ data }, reexecuteQuery] = useQuery({ query: AccountSecurityQuery })
  const { user, signIn } = data?.viewer ?? {}
  useShownByHash(Boolean(user && signIn))
  if (!user || !signIn) return null
  const refetch = () => reexecuteQuery({ requestPolicy: 'network-only' })
  // The session has a second factor now, which the whole screen follows, also in the other tabs.
  const onSecondFactorChanged = () => {
    refetch()
    void refetchViewer()
    announceSession('changed')
  }
  return (
    <Stack gap="xl">
      <Card title={t('security.password')}>
        <PasswordForm hasPassword={signIn.hasPassword} about={[user.name, user.email ?? '']} onSaved={refetch} />
      </Card>
      <Card title={t('security.secondFactor')} id="second-factor">
        <SecondFactorForm
          isOn={user.hasSecondFactor}
          hasPassword={signIn.hasPassword}
          onChanged={onSecondFactorChanged}
        />
      </Card>
    </Stack>
  )
}

/** Brings the section that the address names into view when it is there, and gives it the focus. */
function useShownByHash(isThere: boolean) {
  const { hash, key } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a link to the same section shows it again
  useEffect(() => {
    if (!isThere || !hash) return
    const section = document.getElementById(hash.slice(1))
    section?.scrollIntoView({ block: 'start' })
    section?.focus({ preventScroll: true })
  }, [isThere, hash, key])
}
