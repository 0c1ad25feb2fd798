import { useQuery } from 'urql'
import { t } from '../../texts/texts.ts'
import { SearchSelect, useOptionSearch } from '../search-select.tsx'
import { PreviewPagesQuery } from './preview-query.ts'

/** Chooses a page of the draft, by search. Clearing it leads back to the start page. */
export default function PagePicker({ slug, page, startPage, choose, onClose }: Props) {
  const { search, setSearch } = useOptionSearch()
  const [{ data }] = useQuery({ query: PreviewPagesQuery, variables: { slug, search: search || null } })
  const pages = data?.package?.draft?.files?.nodes ?? []
  return (
    <SearchSelect
      label={t('preview.page')}
      value={page}
      chosen={{ value: page, label: page }}
      options={pages.map(({ path }) => ({ value: path, label: path }))}
      onSearch={setSearch}
      onChange={path => choose(path ?? startPage)}
      autoFocus
      onDropdownClose={onClose}
    />
  )
}

type Props = { slug: string; page: string; startPage: string; choose: (page: string) => void; onClose: () => void }
