import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { SearchSelect, useOptionSearch } from '../search-select.tsx'

const PeopleToChoose = graphql(`
  query PeopleToChoose($search: String, $id: ID!) {
    users(search: $search, first: 20) {
      nodes {
        id
        name
      }
    }
    chosen: node(id: $id) {
      __typename
      id
      ... on User {
        name
      }
      ... on ApiToken {
        name
      }
    }
  }
`)

/** The choice of a person, by part of the name or email address. `id` may also be that of an API token. */
export function PersonPicker({ id, onChange }: { id: string | null; onChange: (id: string | null) => void }) {
  const { search, setSearch } = useOptionSearch()
  const [{ data }] = useQuery({ query: PeopleToChoose, variables: { search: search || null, id: id ?? '' } })
  const chosen = data?.chosen && 'name' in data.chosen ? toOption(data.chosen) : null
  return (
    <SearchSelect
      label={t('activity.person')}
      placeholder={t('activity.anyone')}
      value={id}
      options={(data?.users?.nodes ?? []).map(toOption)}
      chosen={chosen}
      onSearch={setSearch}
      onChange={onChange}
    />
  )
}

const toOption = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
