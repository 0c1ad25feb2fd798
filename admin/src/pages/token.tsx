import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link, useParams } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { useHasPermission, useHasPermissionEverywhere } from '../graphql/use-has-permission.ts'
import { GrantsCard } from '../parts/access/grants-card.tsx'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import { ExpiryTime } from '../parts/expiry-time.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { PendingPage } from '../parts/pending-page.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { RelativeTime } from '../parts/relative-time.tsx'
import { RevokeTokenButton } from '../parts/tokens/revoke-token-button.tsx'
import { TokenFields, tokenActions } from '../parts/tokens/token.ts'
import { TokenPrefix, TokenStateBadge } from '../parts/tokens/token-table.tsx'
import { useRefetchOnEvents } from '../parts/use-refetch-on-events.ts'
import { t } from '../texts/texts.ts'
import NotFoundPage from './not-found.tsx'

const TokenQuery = graphql(
  `
    query Token($id: ID!) {
      node(id: $id) {
        __typename
        id
        ... on ApiToken {
          ...TokenFields
        }
      }
    }
  `,
  [TokenFields],
)

/** One API token, with its roles. */
export default function TokenPage() {
  const id = useParams().id ?? ''
  const [{ data, error }, refetch] = useQuery({
    query: TokenQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnEvents(tokenActions, refetch)
  const canRevoke = useHasPermission('token.manage')
  const canGrant = useHasPermissionEverywhere('user.manage')
  const token = data?.node?.__typename === 'ApiToken' ? data.node : null
  if (data && !token) return <NotFoundPage kind="token" />
  const parent = { to: '/tokens', label: t('tokens.title') }
  const retry = () => refetch({ requestPolicy: 'network-only' })
  if (!token) return <PendingPage parent={parent} title={t('pages.token')} error={error} retry={retry} />
  return (
    <>
      <ErrorNotice error={error} retry={retry} />
      <Breadcrumbs parents={[parent]} current={token.name} />
      <PageTitle aside={canRevoke && <RevokeTokenButton token={token} />}>{token.name}</PageTitle>
      <Stack gap="xl">
        <Group gap="lg">
          <TokenStateBadge token={token} />
          <Text c="dimmed">
            {t('tokens.prefix')}: <TokenPrefix prefix={token.prefix} />
          </Text>
          <Text>
            {t.rich('tokens.created', {
              time: () => <RelativeTime at={token.createdAt} />,
              name: token.createdBy.name,
            })}
          </Text>
          <Text size="sm" c="dimmed">
            {t('tokens.lastUsed')}: {token.lastUsedAt ? <RelativeTime at={token.lastUsedAt} /> : t('common.never')}
          </Text>
          <Text size="sm" c="dimmed">
            {t('tokens.expires')}: <ExpiryTime at={token.expiresAt} />
          </Text>
          <Anchor component={Link} to={`/activity?actor=${token.id}`} size="sm">
            {t('tokens.activity')}
          </Anchor>
        </Group>
        <GrantsCard
          name={token.name}
          grantee={{ token: token.id }}
          grants={token.grants ?? []}
          canManage={canGrant && !token.revokedAt}
        />
      </Stack>
    </>
  )
}
