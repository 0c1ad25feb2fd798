import { Anchor } from '@mantine/core'
import { useMemo } from 'react'
import { errorCode } from '../../graphql/problems.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { FolderIcon } from '../../theme/icons.tsx'
import { useAddressSearch } from '../address.ts'
import { SlowDropbox } from '../dropbox/slow-dropbox.tsx'
import { EmptyState } from '../empty-state.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { SearchField } from '../search-field.tsx'
import type { TreeRow } from '../tree/tree-rows.ts'
import { VirtualTree } from '../tree/virtual-tree.tsx'
import { keyOf, type TreeFolder } from './folder.ts'
import classes from './folder-browser.module.css'
import { FolderCells } from './folder-cells.tsx'
import { folderRows } from './folder-rows.ts'
import { FolderSearch } from './folder-search.tsx'
import type { ChosenFolders } from './use-chosen-folders.ts'
import type { Details } from './use-folder-details.ts'
import type { useFolderTree } from './use-folder-tree.ts'

/** The folders of Dropbox as a tree, and a search for them. Each that can become a package can be chosen. */
export function FolderBrowser({ tree, chosen, detailsOf }: Props) {
  const canAdd = useHasPermission('package.create')
  const searching = useAddressSearch()
  const { folders, open, errors } = tree
  const rootError = errors.get('')
  const rows = useMemo(() => folderRows(folders, open), [folders, open])
  const isLoading = ['', ...open].some(key => !folders.has(key) && !errors.has(key))
  const checks = canAdd
    ? {
        isChecked: ({ item }: TreeRow<TreeFolder>) => item && chosen.isChosen(item),
        label: ({ path }: TreeRow<TreeFolder>) => t('addPackage.choose', { path }),
        toggle: ({ item }: TreeRow<TreeFolder>) => item && chosen.toggle(item),
      }
    : undefined
  return (
    <div className={classes.browser}>
      <SearchField search={searching} label={t('addPackage.search')} mb="md" />
      {/* The page says it when Dropbox has to be connected again. */}
      <ErrorNotice
        error={errorCode(rootError) === 'REAUTHENTICATE' ? undefined : rootError}
        retry={() => tree.load('')}
      />
      <div role="status" className={classes.refusal}>
        {chosen.refusal && <Notice tone="info">{chosen.refusal}</Notice>}
      </div>
      {searching.search ? (
        <FolderSearch search={searching.search} checks={checks} chosen={chosen.paths} show={tree.show} />
      ) : (
        <>
          {!folders.has('') && !rootError && <LoadingSkeleton lines={6} />}
          {folders.get('')?.length === 0 && (
            <EmptyState icon={<FolderIcon />} title={t('addPackage.rootEmpty')}>
              {t('addPackage.rootEmptyHelp')}
            </EmptyState>
          )}
          {rows.length > 0 && (
            <VirtualTree
              label={t('addPackage.tree')}
              rows={rows}
              selected={tree.path || null}
              revealed={tree.revealed}
              checks={checks}
              cells={({ path, item, isOpen, isFolder }) =>
                item && (
                  <FolderCells
                    folder={item}
                    chosen={chosen.paths}
                    details={detailsOf(path)}
                    note={
                      isOpen && errors.has(keyOf(path)) ? (
                        <LoadAgain path={path} load={() => tree.load(keyOf(path))} />
                      ) : (
                        noteOf(isFolder, isOpen && !folders.has(keyOf(path)))
                      )
                    }
                  />
                )
              }
              onToggle={tree.toggle}
              onOpen={() => {}}
            />
          )}
          {isLoading && <SlowDropbox />}
        </>
      )}
    </div>
  )
}

/** Stands for the subfolders that could not be loaded. The button goes with the click, so the tree takes the focus. */
function LoadAgain({ path, load }: { path: string; load: () => void }) {
  return (
    <>
      {t('addPackage.loadFailed')}{' '}
      <Anchor
        component="button"
        type="button"
        inherit
        aria-label={t('addPackage.loadAgainNamed', { path })}
        onClick={event => {
          event.stopPropagation()
          event.currentTarget.closest<HTMLElement>('[role=tree]')?.focus({ preventScroll: true })
          load()
        }}
      >
        {t('problem.tryAgain')}
      </Anchor>
    </>
  )
}

function noteOf(hasSubfolders: boolean, isLoading: boolean) {
  if (isLoading) return t('addPackage.loading')
  return hasSubfolders ? null : t('addPackage.noSubfolders')
}

type Props = {
  tree: ReturnType<typeof useFolderTree>
  chosen: ChosenFolders
  detailsOf: (path: string) => Details | undefined
}
