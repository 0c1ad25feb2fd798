import { Stack } from '@mantine/core'
import { useQuery } from 'urql'
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
  if (!user || !signIn) return null
  const refetch = () => reexecuteQuery({ requestPolicy: 'network-only' })
  return (
    <Stack gap="xl">
      <Card title={t('security.password')}>
        <PasswordForm hasPassword={signIn.hasPassword} about={[user.name, user.email ?? '']} onSaved={refetch} />
      </Card>
      <Card title={t('security.secondFactor')}>
        <SecondFactorForm isOn={user.hasSecondFactor} hasPassword={signIn.hasPassword} onChanged={refetch} />
      </Card>
    </Stack>
  )
}
