import { Anchor, Group, Text } from '@mantine/core'
import { type ComponentProps, useMemo } from 'react'
import { useQuery } from 'urql'
import { t } from '../../texts/texts.ts'
import { useAddress } from '../address.ts'
import { SlowDropbox } from '../dropbox/slow-dropbox.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { VirtualTree } from '../tree/virtual-tree.tsx'
import { FolderSearchQuery, parentOf, type TreeFolder } from './folder.ts'
import { FolderCells } from './folder-cells.tsx'
import { flatRows } from './folder-rows.ts'
import classes from './folder-search.module.css'

/** The most folders that the server finds. */
const MAX_FOUND = 100

/** The folders whose names match a search, wherever they are. A click shows one among the others. */
export function FolderSearch({ search, checks, chosen, show }: Props) {
  const { change } = useAddress()
  const [{ data, error, fetching }, reexecuteQuery] = useQuery({
    query: FolderSearchQuery,
    variables: { search },
    requestPolicy: 'cache-and-network',
  })
  const found = fetching && !data ? null : data?.dropboxFolders
  const rows = useMemo(() => flatRows(found ?? []), [found])
  if (error) return <ErrorNotice error={error} retry={() => reexecuteQuery({ requestPolicy: 'network-only' })} />
  if (!found)
    return (
      <>
        <LoadingSkeleton lines={4} />
        <SlowDropbox key={search} />
      </>
    )
  return (
    <>
      <Group justify="space-between" gap="sm" mb="sm">
        <Text size="sm" c="dimmed" role="status">
          {found.length === 0 && t('addPackage.noMatch', { search })}
          {found.length > 0 &&
            (found.length < MAX_FOUND
              ? t('addPackage.found', { count: found.length })
              : t('addPackage.foundMost', { count: MAX_FOUND }))}
        </Text>
        <Anchor component="button" type="button" size="sm" onClick={() => change({ search: null })}>
          {t('addPackage.clearSearch')}
        </Anchor>
      </Group>
      {rows.length > 0 && (
        <VirtualTree
          label={t('addPackage.results')}
          rows={rows}
          selected={null}
          checks={checks}
          cells={({ path, item }) =>
            item && (
              <>
                <span className={classes.path} title={path}>
                  {parentOf(path)}
                </span>{' '}
                <FolderCells folder={item} chosen={chosen} details={undefined} note={null} />
              </>
            )
          }
          onToggle={() => {}}
          onOpen={show}
        />
      )}
    </>
  )
}

type Props = {
  search: string
  checks: ComponentProps<typeof VirtualTree<TreeFolder>>['checks']
  chosen: readonly string[]
  show: (path: string) => void
}
