import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { SearchSelect, useOptionSearch } from '../search-select.tsx'

const PackagesToChoose = graphql(`
  query PackagesToChoose($search: String, $slug: String!) {
    packages(search: $search, first: 20) {
      nodes {
        id
        slug
        title
      }
    }
    chosen: package(slug: $slug) {
      id
      slug
      title
    }
  }
`)

/** The choice of a package, by part of its title or address. Null: none. */
export function PackagePicker({ slug, onChange, error, placeholder }: Props) {
  const { search, setSearch } = useOptionSearch()
  const [{ data }] = useQuery({ query: PackagesToChoose, variables: { search: search || null, slug: slug ?? '' } })
  const chosen = data?.chosen ? toOption(data.chosen) : null
  return (
    <SearchSelect
      label={t('access.packageField')}
      placeholder={placeholder}
      value={slug}
      options={(data?.packages?.nodes ?? []).map(toOption)}
      chosen={chosen}
      error={error}
      onSearch={setSearch}
      onChange={onChange}
    />
  )
}

const toOption = ({ slug, title }: { slug: string; title: string }) => ({ value: slug, label: title })

type Props = {
  slug: string | null
  onChange: (slug: string | null) => void
  error?: string | undefined
  placeholder?: string
}
