import { Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useState } from 'react'
import { type CombinedError, useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { useHasPermission } from '../graphql/use-has-permission.ts'
import { useAddress } from '../parts/address.ts'
import { attentionActions } from '../parts/attention/attention.ts'
import { ConnectionNotice } from '../parts/dropbox/connection-notice.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { FirstStepsCard, useFirstSteps } from '../parts/first-steps/first-steps-card.tsx'
import { FirstStepsFields } from '../parts/first-steps/steps.ts'
import { BulkFailures } from '../parts/package-bulk/bulk-failures.tsx'
import { type Selection, withSelected } from '../parts/package-bulk/selected-package.ts'
import { SelectionBar } from '../parts/package-bulk/selection-bar.tsx'
import { useBulk } from '../parts/package-bulk/use-bulk.ts'
import { ColumnMenu } from '../parts/package-list/column-menu.tsx'
import { listColumns, useShownColumns } from '../parts/package-list/columns.tsx'
import { Filters } from '../parts/package-list/filters.tsx'
import { isFiltered, readListFilter } from '../parts/package-list/list-filter.ts'
import { AddButton, NoPackages } from '../parts/package-list/no-packages.tsx'
import { PackageTable } from '../parts/package-list/package-table.tsx'
import { useListVersion } from '../parts/package-list/use-list-version.ts'
import { PageTitle } from '../parts/page-title.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { useRefetchOnChange } from '../parts/use-refetch-on-change.ts'
import { t } from '../texts/texts.ts'
import { SearchIcon } from '../theme/icons.tsx'

const PackagesQuery = graphql(
  `
    query Packages {
      environments {
        id
        slug
        name
      }
      ...FirstStepsFields
    }
  `,
  [FirstStepsFields],
)

/** Below this width each package has two lines instead of columns. */
const NARROW = '(max-width: 1000px)'

/** All packages that the person may see, with their state, what environments show of them, and what runs. */
export default function PackagesPage() {
  const { params } = useAddress()
  const [{ data }, reexecuteQuery] = useQuery({ query: PackagesQuery, requestPolicy: 'cache-and-network' })
  const steps = useFirstSteps(data)
  const environments = data?.environments ?? []
  const filter = readListFilter(params)
  const [list, setList] = useState<{ key: string; total: number } | null>(null)
  const [error, setError] = useState<CombinedError>()
  const [selection, setSelection] = useState<Selection>(new Map())
  const shownColumns = useShownColumns()
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false
  const canAct = [
    useHasPermission('package.synchronize'),
    useHasPermission('package.publish'),
    useHasPermission('package.archive'),
  ].some(Boolean)
  const bulk = useBulk()
  const { version, readAgain } = useListVersion(attentionActions)
  useRefetchOnChange(version, reexecuteQuery)
  const key = JSON.stringify(filter)
  const total = list?.key === key ? list.total : null
  const onPage = useCallback(
    (count: number) => setList(last => (last?.key === key && last.total === count ? last : { key, total: count })),
    [key],
  )
  const columns = listColumns(environments)
  const isEmpty = total === 0
  return (
    <>
      <PageTitle aside={list !== null && !(isEmpty && !isFiltered(params)) && <AddButton />}>
        {t('packages.title')}
      </PageTitle>
      <ConnectionNotice />
      <Stack gap="lg">
        {steps && <FirstStepsCard steps={steps} />}
        {!(isEmpty && !isFiltered(params)) && (
          <Filters
            environments={environments}
            aside={!isNarrow && <ColumnMenu columns={columns} {...shownColumns} />}
          />
        )}
        <ErrorNotice error={error} retry={readAgain} />
        {bulk.result && <BulkFailures result={bulk.result} hide={bulk.hideResult} />}
        {isEmpty && (isFiltered(params) ? <NoMatch /> : !steps && <NoPackages />)}
        <div hidden={isEmpty}>
          <Text size="sm" c="dimmed" mb={6} mih={20} role="status">
            {total !== null && t('packageList.total', { count: total })}
          </Text>
          <PackageTable
            key={key}
            filter={filter}
            columns={columns.filter(({ name }) => shownColumns.isShown(name))}
            isNarrow={isNarrow}
            selection={selection}
            select={
              canAct
                ? (packages, isSelected) => setSelection(selected => withSelected(selected, packages, isSelected))
                : undefined
            }
            version={version}
            onPage={onPage}
            onError={setError}
          />
        </div>
        <SelectionBar
          selected={[...selection.values()]}
          environments={environments}
          bulk={bulk}
          setSelected={packages => setSelection(withSelected(new Map(), packages, true))}
        />
      </Stack>
    </>
  )
}

function NoMatch() {
  return (
    <EmptyState icon={<SearchIcon />} title={t('packages.noMatchTitle')} order={2}>
      {t('packageList.noMatch')}
    </EmptyState>
  )
}
