import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { useHasPermission } from '../graphql/use-has-permission.ts'
import { FolderIcon, PlusIcon, SearchIcon } from '../theme/icons.tsx'
import { ConnectionNotice } from '../parts/dropbox/connection-notice.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import classes from '../parts/packages/package-row.module.css'
import { PackageRow, PackageRowFields } from '../parts/packages/package-row.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Pager, usePages } from '../parts/pager.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'

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

/** From so many packages on, a search is of use. */
const MIN_PACKAGES_FOR_SEARCH = 10

/** All packages that one may see, by name, with how each stands. */
export default function PackagesPage() {
  const pages = usePages(25)
  const [searchText, setSearchText] = useState('')
  const [search] = useDebouncedValue(searchText.trim(), 250)
  const [{ data, error }, reexecuteQuery] = useQuery({
    query: PackagesQuery,
    variables: { search: search || null, first: pages.size, after: pages.after },
    requestPolicy: 'cache-and-network',
  })
  const packages = data?.packages
  const isEmpty = packages?.totalCount === 0
  return (
    <>
      <PageTitle aside={!(isEmpty && !searchText) && <AddButton />}>Packages</PageTitle>
      <ConnectionNotice />
      {packages && (searchText || packages.totalCount >= MIN_PACKAGES_FOR_SEARCH) && (
        <TextInput
          type="search"
          aria-label="Search packages"
          placeholder="Search packages"
          leftSection={<SearchIcon />}
          mb="md"
          maw={360}
          value={searchText}
          onChange={event => {
            setSearchText(event.currentTarget.value)
            pages.restart()
          }}
        />
      )}
      <ErrorNotice error={error} retry={() => reexecuteQuery({ requestPolicy: 'network-only' })} />
      {!packages && !error && <LoadingSkeleton />}
      {isEmpty && (searchText ? <NoMatch search={searchText} /> : <NoPackages />)}
      {packages && !isEmpty && (
        <>
          <ul className={classes.list} aria-label="Packages">
            {packages.nodes.map(item => (
              <PackageRow key={item.id} item={item} />
            ))}
          </ul>
          <Pager pages={pages} info={packages.pageInfo} total={packages.totalCount} of="packages" />
        </>
      )}
    </>
  )
}

function AddButton() {
  if (!useHasPermission('package.create')) return null
  return (
    <Button component={Link} to="/add-package" leftSection={<PlusIcon />}>
      Add a package from Dropbox
    </Button>
  )
}

function NoPackages() {
  return (
    <EmptyState icon={<FolderIcon />} title="No packages yet" order={2}>
      <p>
        A package is a folder in Dropbox with the pages, pictures and videos of a lesson. Choose one: Lectern copies it,
        says what should be mended, and shows it to teachers when you publish it.
      </p>
      <AddButton />
    </EmptyState>
  )
}

function NoMatch({ search }: { search: string }) {
  return (
    <EmptyState icon={<SearchIcon />} title="No package found" order={2}>
      No package’s name has «{search}» in it.
    </EmptyState>
  )
}
