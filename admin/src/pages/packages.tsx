import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { useMay } from '../graphql/use-may.ts'
import { FolderIcon, PlusIcon, SearchIcon } from '../look/icons.tsx'
import { ConnectionNote } from '../parts/dropbox/connection-note.tsx'
import { Empty } from '../parts/empty.tsx'
import classes from '../parts/packages/package-row.module.css'
import { PackageRow, PackageRowFields } from '../parts/packages/package-row.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Pager, usePages } from '../parts/pager.tsx'
import { TroubleNote } from '../parts/problem/trouble-note.tsx'
import { Waiting } from '../parts/waiting.tsx'

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
const SEARCH_FROM = 10

/** All packages that one may see, by name, with how each stands. */
export default function PackagesPage() {
  const pages = usePages(25)
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 250)
  const [{ data, error }, ask] = useQuery({
    query: PackagesQuery,
    variables: { search: search || null, first: pages.size, after: pages.after },
    requestPolicy: 'cache-and-network',
  })
  const packages = data?.packages
  const none = packages?.totalCount === 0
  return (
    <>
      <PageTitle aside={!(none && !typed) && <AddButton />}>Packages</PageTitle>
      <ConnectionNote />
      {packages && (typed || packages.totalCount >= SEARCH_FROM) && (
        <TextInput
          type="search"
          aria-label="Search packages"
          placeholder="Search packages"
          leftSection={<SearchIcon />}
          mb="md"
          maw={360}
          value={typed}
          onChange={event => {
            setTyped(event.currentTarget.value)
            pages.restart()
          }}
        />
      )}
      <TroubleNote error={error} retry={() => ask({ requestPolicy: 'network-only' })} />
      {!packages && !error && <Waiting />}
      {none && (typed ? <NoMatch search={typed} /> : <NoneYet />)}
      {packages && !none && (
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
  if (!useMay('package.create')) return null
  return (
    <Button component={Link} to="/add-package" leftSection={<PlusIcon />}>
      Add a package from Dropbox
    </Button>
  )
}

function NoneYet() {
  return (
    <Empty icon={<FolderIcon />} title="No packages yet" order={2}>
      <p>
        A package is a folder in Dropbox with the pages, pictures and videos of a lesson. Choose one: Lectern copies it,
        says what should be mended, and shows it to teachers when you publish it.
      </p>
      <AddButton />
    </Empty>
  )
}

function NoMatch({ search }: { search: string }) {
  return (
    <Empty icon={<SearchIcon />} title="No package found" order={2}>
      No package’s name has «{search}» in it.
    </Empty>
  )
}
