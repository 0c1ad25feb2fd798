import { Stack } from '@mantine/core'
import { lazy } from 'react'
import { useQuery } from 'urql'
import { PageInfoFields } from '../graphql/page-info.ts'
import { graphql } from '../graphql/tada.ts'
import { useHasPermissionEverywhere } from '../graphql/use-has-permission.ts'
import { Forbidden } from '../parts/access/forbidden.tsx'
import { useAddressSearch } from '../parts/address.ts'
import { Card } from '../parts/card.tsx'
import { CursorPager, useCursorPages } from '../parts/cursor-pager.tsx'
import { DialogButton } from '../parts/dialog-button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { OpenInvitations } from '../parts/people/open-invitations.tsx'
import { PeopleTable } from '../parts/people/people-table.tsx'
import { PersonFields, peopleActions } from '../parts/people/person.ts'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { RequirementsCard } from '../parts/requirements/requirements-card.tsx'
import { SearchField } from '../parts/search-field.tsx'
import { useRefetchOnEvents } from '../parts/use-refetch-on-events.ts'
import { t } from '../texts/texts.ts'
import { PlusIcon, SearchIcon } from '../theme/icons.tsx'

const InviteDialog = lazy(() => import('../parts/people/invite-dialog.tsx'))

const PeopleQuery = graphql(
  `
    query People($search: String, $first: Int, $after: String, $last: Int, $before: String) {
      users(search: $search, first: $first, after: $after, last: $last, before: $before) {
        totalCount
        pageInfo {
          ...PageInfoFields
        }
        nodes {
          id
          ...PersonFields
        }
      }
    }
  `,
  [PageInfoFields, PersonFields],
)

/** Everyone with an account, the invitations that nobody accepted yet, and what requires a second factor. */
export default function PeoplePage() {
  const searching = useAddressSearch()
  const { search } = searching
  const [{ data, error }, refetch] = useQuery({
    query: PeopleQuery,
    variables: { search: search || null, ...useCursorPages(50) },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnEvents(peopleActions, refetch)
  const canManage = useHasPermissionEverywhere('user.manage')
  if (data && !data.users) return <Forbidden permission="user.read" />
  const people = data?.users
  return (
    <>
      <PageTitle
        aside={
          canManage && (
            <DialogButton
              label={t('people.invite')}
              leftSection={<PlusIcon />}
              dialog={close => <InviteDialog close={close} />}
            />
          )
        }
      >
        {t('people.title')}
      </PageTitle>
      <Stack gap="xl">
        <SearchField search={searching} label={t('people.search')} maw={360} />
        <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
        {!people && !error && <LoadingSkeleton lines={6} />}
        {people && people.nodes.length > 0 && (
          <Card title={t('people.withAccount')}>
            <PeopleTable people={people.nodes} />
            <CursorPager pageInfo={people.pageInfo} total={people.totalCount} label={t('people.pages')} />
          </Card>
        )}
        {people?.nodes.length === 0 && (
          <EmptyState icon={<SearchIcon />} title={t('people.noMatchTitle')} order={2}>
            {t('people.noMatch', { search })}
          </EmptyState>
        )}
        <OpenInvitations />
        <RequirementsCard />
      </Stack>
    </>
  )
}
