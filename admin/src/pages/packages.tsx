import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { useHasPermission } from '../graphql/use-has-permission.ts'
import { ConnectionNotice } from '../parts/dropbox/connection-notice.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'
import classes from '../parts/packages/package-row.module.css'
import { PackageRow, PackageRowFields } from '../parts/packages/package-row.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Pager, usePages } from '../parts/pager.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { SearchField, useSearch } from '../parts/search-field.tsx'
import { t } from '../texts/texts.ts'
import { FolderIcon, PlusIcon, SearchIcon } from '../theme/icons.tsx'

const PackagesQuery = graphql(
  `
    query Packages($search: String, $first: Int!, $after: String) {
      packages(search: $search, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          ...PackageRowFields
        }
      }
    }
  `,
  [PackageRowFields],
)

/** The search field appears from this many packages on. */
const MIN_PACKAGES_FOR_SEARCH = 10

/** All packages that the person may see, by name, with their state. */
export default function PackagesPage() {
  const pages = usePages(25)
  const searching = useSearch(pages)
  const { text: searchText, search } = searching
  const [{ data, error }, reexecuteQuery] = useQuery({
    query: PackagesQuery,
    variables: { search: search || null, first: pages.size, after: pages.after },
    requestPolicy: 'cache-and-network',
  })
  const packages = data?.packages
  const isEmpty = packages?.totalCount === 0
  return (
    <>
      <PageTitle aside={!(isEmpty && !searchText) && <AddButton />}>{t('packages.title')}</PageTitle>
      <ConnectionNotice />
      {packages && (searchText || packages.totalCount >= MIN_PACKAGES_FOR_SEARCH) && (
        <SearchField search={searching} label={t('packages.search')} mb="lg" maw={360} />
      )}
      <ErrorNotice error={error} retry={() => reexecuteQuery({ requestPolicy: 'network-only' })} />
      {!packages && !error && <LoadingSkeleton />}
      {isEmpty && (searchText ? <NoMatch search={searchText} /> : <NoPackages />)}
      {packages && !isEmpty && (
        <>
          <ul className={classes.list} aria-label={t('packages.title')}>
            {packages.nodes.map(item => (
              <PackageRow key={item.id} item={item} />
            ))}
          </ul>
          <Pager pages={pages} pageInfo={packages.pageInfo} total={packages.totalCount} label={t('packages.pages')} />
        </>
      )}
    </>
  )
}

function AddButton() {
  if (!useHasPermission('package.create')) return null
  return (
    <Button component={Link} to="/add-package" leftSection={<PlusIcon />}>
      {t('packages.add')}
    </Button>
  )
}

function NoPackages() {
  return (
    <EmptyState icon={<FolderIcon />} title={t('packages.emptyTitle')} order={2}>
      <p>{t('packages.empty')}</p>
      <AddButton />
    </EmptyState>
  )
}

function NoMatch({ search }: { search: string }) {
  return (
    <EmptyState icon={<SearchIcon />} title={t('packages.noMatchTitle')} order={2}>
      {t('packages.noMatch', { search })}
    </EmptyState>
  )
}
