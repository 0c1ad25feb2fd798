import { Group, Stack } from '@mantine/core'
import { useMutation, useQuery } from 'urql'
import { PageInfoFields } from '../../graphql/page-info.ts'
import { graphql } from '../../graphql/tada.ts'
import { useHasPermissionEverywhere } from '../../graphql/use-has-permission.ts'
import { useUncachedMutation } from '../../graphql/use-uncached-mutation.ts'
import { t } from '../../texts/texts.ts'
import { grantLabel } from '../access/grant.ts'
import { Card } from '../card.tsx'
import { ConfirmButton } from '../confirm-button.tsx'
import { CursorPager, useCursorPages } from '../cursor-pager.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { ExpiryTime } from '../expiry-time.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { useRefetchOnEvents } from '../use-refetch-on-events.ts'
import { type Invitation, InvitationFields, ResendInvitation, RevokeInvitation } from './invitation.ts'
import { InvitationLink } from './invitation-link.tsx'
import { peopleActions } from './person.ts'

const InvitationsQuery = graphql(
  `
    query Invitations($first: Int, $after: String, $last: Int, $before: String) {
      invitations(first: $first, after: $after, last: $last, before: $before) {
        totalCount
        pageInfo {
          ...PageInfoFields
        }
        nodes {
          id
          ...InvitationFields
        }
      }
    }
  `,
  [PageInfoFields, InvitationFields],
)

/** The invitations that nobody accepted yet, also expired ones. Renders nothing if there are none. */
export function OpenInvitations() {
  const [{ data, error }, refetch] = useQuery({
    query: InvitationsQuery,
    variables: useCursorPages(25, 'invitations'),
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnEvents(peopleActions, refetch)
  const invitations = data?.invitations
  const canManage = useHasPermissionEverywhere('user.manage')
  if (error) return <ErrorNotice error={error} />
  if (!invitations?.totalCount) return null
  const columns: Column<Invitation>[] = [
    { title: t('people.name'), cell: ({ name }) => name },
    { title: t('people.email'), cell: ({ email }) => email },
    { title: t('people.roles'), cell: grantLabel },
    { title: t('people.invitedBy'), cell: ({ invitedBy }) => invitedBy.name },
    { title: t('people.expires'), cell: ({ expiresAt }) => <ExpiryTime at={expiresAt} /> },
    {
      title: t('people.actions'),
      isAction: true,
      cell: invitation => canManage && <InvitationActions invitation={invitation} />,
    },
  ]
  return (
    <Card title={t('people.invitations')}>
      <DataTable label={t('people.invitations')} columns={columns} rows={invitations.nodes} />
      <CursorPager
        pageInfo={invitations.pageInfo}
        total={invitations.totalCount}
        label={t('people.invitationPages')}
        list="invitations"
      />
    </Card>
  )
}

function InvitationActions({ invitation }: { invitation: Invitation }) {
  const { id, email } = invitation
  const [, revoke] = useMutation(RevokeInvitation)
  const [{ data, fetching, error }, resend] = useUncachedMutation(ResendInvitation)
  return (
    <Stack gap="sm">
      <Group gap="sm" justify="flex-end">
        <ServerButton
          variant="default"
          size="xs"
          loading={fetching}
          aria-label={t('people.sendAgainTo', { email })}
          onClick={() => resend({ id })}
        >
          {t('people.sendAgain')}
        </ServerButton>
        <ConfirmButton
          label={t('people.takeBack')}
          name={t('people.takeBackFrom', { email })}
          question={t('people.takeBackQuestion', { email })}
          effect={t('people.takeBackEffect')}
          action={() => revoke({ id })}
        />
      </Group>
      <ErrorNotice error={error} />
      {data?.resendInvitation && <InvitationLink {...data.resendInvitation} />}
    </Stack>
  )
}
