import { Group, Stack, Text } from '@mantine/core'
import { useParams } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { useHasPermissionEverywhere, useViewerId } from '../graphql/use-has-permission.ts'
import { GrantsCard } from '../parts/access/grants-card.tsx'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import { Card } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { PendingPage } from '../parts/pending-page.tsx'
import { ActivationButton } from '../parts/people/activation-button.tsx'
import { PersonState } from '../parts/people/people-table.tsx'
import { PersonFields, peopleActions } from '../parts/people/person.ts'
import { RemoveSecondFactorButton, SecondFactorBadge } from '../parts/people/second-factor.tsx'
import { SessionFields } from '../parts/people/session.ts'
import { SessionList } from '../parts/people/session-list.tsx'
import { WhyCard } from '../parts/people/why-card.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { RelativeTime } from '../parts/relative-time.tsx'
import { useRefetchOnEvents } from '../parts/use-refetch-on-events.ts'
import { t } from '../texts/texts.ts'
import NotFoundPage from './not-found.tsx'

const PersonQuery = graphql(
  `
    query Person($id: ID!) {
      node(id: $id) {
        __typename
        id
        ... on User {
          ...PersonFields
          sessions {
            id
            ...SessionFields
          }
        }
      }
    }
  `,
  [PersonFields, SessionFields],
)

/** One person: roles, what they may do and why, sessions, and whether they may sign in. */
export default function PersonPage() {
  const id = useParams().id ?? ''
  const [{ data, error }, refetch] = useQuery({
    query: PersonQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnEvents(peopleActions, refetch)
  const canManage = useHasPermissionEverywhere('user.manage')
  const isSelf = useViewerId() === id
  const person = data?.node?.__typename === 'User' ? data.node : null
  if (data && !person) return <NotFoundPage kind="person" />
  const parent = { to: '/people', label: t('people.title') }
  const retry = () => refetch({ requestPolicy: 'network-only' })
  if (!person) return <PendingPage parent={parent} title={t('pages.person')} error={error} retry={retry} />
  return (
    <>
      <ErrorNotice error={error} retry={retry} />
      <Breadcrumbs parents={[parent]} current={person.name} />
      <PageTitle aside={<ActivationButton person={person} />}>{person.name}</PageTitle>
      <Stack gap="xl">
        <Group gap="lg">
          <PersonState active={person.active} />
          <Text>{person.email}</Text>
          <Text size="sm" c="dimmed">
            {person.lastSeenAt
              ? t.rich('people.lastSeenAt', { time: () => <RelativeTime at={person.lastSeenAt!} /> })
              : t('people.neverSeen')}
          </Text>
        </Group>
        {!person.active && <Notice tone="info">{t('people.isDeactivated')}</Notice>}
        <GrantsCard
          name={person.name}
          grantee={{ user: person.id }}
          grants={person.grants ?? []}
          canManage={canManage}
        />
        <WhyCard id={person.id} />
        <Card
          title={t('people.secondFactor')}
          aside={
            <Group gap="xs">
              <SecondFactorBadge isOn={person.hasSecondFactor} />
              <RemoveSecondFactorButton person={person} />
            </Group>
          }
        >
          <Text size="sm">{t('people.secondFactorHelp', { isOn: String(person.hasSecondFactor) })}</Text>
        </Card>
        <Card title={t('people.sessions')}>
          <SessionList sessions={person.sessions ?? []} canEnd={canManage || isSelf} />
        </Card>
      </Stack>
    </>
  )
}
