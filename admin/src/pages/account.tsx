import { Stack, Text } from '@mantine/core'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { grantLabel } from '../parts/access/grant.ts'
import { roleDescription } from '../parts/access/role.ts'
import { AccountFields } from '../parts/account/account.ts'
import { AccountSecurity } from '../parts/account/account-security.tsx'
import { LanguageField } from '../parts/account/language-field.tsx'
import { NameForm } from '../parts/account/name-form.tsx'
import { useOnTabVisible } from '../parts/activity/use-on-tab-visible.ts'
import { Card } from '../parts/card.tsx'
import { Facts } from '../parts/facts.tsx'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { SessionList } from '../parts/people/session-list.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { t } from '../texts/texts.ts'

const AccountQuery = graphql(
  `
    query Account {
      viewer {
        user {
          id
          ...AccountFields
        }
      }
    }
  `,
  [AccountFields],
)

/** The signed-in person's own name, language, way to sign in, roles, and sessions. */
export default function AccountPage() {
  const [{ data, error }, refetch] = useQuery({ query: AccountQuery, requestPolicy: 'cache-and-network' })
  useOnTabVisible(() => refetch({ requestPolicy: 'network-only' }))
  const account = data?.viewer?.user
  return (
    <>
      <PageTitle>{t('account.title')}</PageTitle>
      <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
      {!data && !error && <LoadingSkeleton lines={6} />}
      {data?.viewer && !account && <Notice tone="info">{t('account.noAccount')}</Notice>}
      {account && (
        <Stack gap="xl" maw={960}>
          <Card title={t('account.profile')}>
            <Stack gap="xl">
              <NameForm account={account} />
              <LanguageField />
            </Stack>
          </Card>
          <AccountSecurity />
          <Card title={t('account.roles')}>
            <Text size="sm" c="dimmed" mb="md">
              {t('account.rolesHelp')}
            </Text>
            <Facts
              facts={(account.grants ?? []).map(grant => ({
                title: grantLabel(grant),
                value: roleDescription(grant.role),
              }))}
            />
          </Card>
          <Card title={t('account.sessions')}>
            <Text size="sm" c="dimmed" mb="md">
              {t('account.sessionsHelp')}
            </Text>
            <SessionList sessions={account.sessions ?? []} canEnd />
          </Card>
        </Stack>
      )}
    </>
  )
}
