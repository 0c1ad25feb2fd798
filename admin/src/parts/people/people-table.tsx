import { Anchor, Badge } from '@mantine/core'
import { Link } from 'react-router'
import { formatList } from '../../format/count.ts'
import { useViewerId } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { grantLabel } from '../access/grant.ts'
import { type Column, DataTable } from '../data-table.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import type { Person } from './person.ts'
import { SecondFactorBadge } from './second-factor.tsx'

/** People by name, with their roles and state. Each name leads to the person's page. */
export function PeopleTable({ people }: { people: readonly Person[] }) {
  const viewerId = useViewerId()
  const columns: Column<Person>[] = [
    {
      title: t('people.name'),
      cell: ({ id, name }) => (
        <>
          <Anchor component={Link} to={`/people/${id}`} inherit>
            {name}
          </Anchor>{' '}
          {id === viewerId && <Badge color="gray">{t('people.you')}</Badge>}
        </>
      ),
    },
    { title: t('people.email'), cell: ({ email }) => email },
    {
      title: t('people.roles'),
      cell: ({ grants }) => formatList((grants ?? []).map(grantLabel)) || t('people.noRoles'),
    },
    {
      title: t('people.lastSeen'),
      cell: ({ lastSeenAt }) => (lastSeenAt ? <RelativeTime at={lastSeenAt} /> : t('common.never')),
    },
    {
      title: t('people.secondFactor'),
      cell: ({ hasSecondFactor }) => <SecondFactorBadge isOn={hasSecondFactor} />,
    },
    { title: t('people.state'), cell: ({ active }) => <PersonState active={active} /> },
  ]
  return <DataTable label={t('people.title')} columns={columns} rows={people} />
}

/** Whether a person can sign in. */
export function PersonState({ active }: { active: boolean }) {
  return <Status tone={active ? 'done' : 'waiting'}>{active ? t('people.active') : t('people.deactivated')}</Status>
}
