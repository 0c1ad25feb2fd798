import { Text } from '@mantine/core'
import { lazy, Suspense, useEffect } from 'react'
import { useNavigate } from 'react-router'
import { useQuery } from 'urql'
import { errorCode } from '../graphql/problems.ts'
import { graphql } from '../graphql/tada.ts'
import { useHasPermission } from '../graphql/use-has-permission.ts'
import { Forbidden } from '../parts/access/forbidden.tsx'
import { AddedPackages } from '../parts/add-package/added-packages.tsx'
import { ChosenBar } from '../parts/add-package/chosen-bar.tsx'
import { FolderBrowser } from '../parts/add-package/folder-browser.tsx'
import { type NewPackage, useAddPackages } from '../parts/add-package/use-add-packages.ts'
import { useChosenFolders } from '../parts/add-package/use-chosen-folders.ts'
import { useFolderDetails } from '../parts/add-package/use-folder-details.ts'
import { useFolderTree } from '../parts/add-package/use-folder-tree.ts'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import { Card } from '../parts/card.tsx'
import { ConnectionProblem } from '../parts/dropbox/connection-notice.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { showToast } from '../parts/toast/show-toast.ts'
import { t } from '../texts/texts.ts'
import { FolderIcon } from '../theme/icons.tsx'
import classes from './add-package.module.css'

const ConnectionQuery = graphql(`
  query AccountOfFolders {
    dropboxConnection {
      status
      account
      problem {
        code
        message
      }
    }
  }
`)

const NewPackagesForm = lazy(() => import('../parts/add-package/new-packages-form.tsx'))

const FORM_ID = 'new-packages'

/** Chooses folders in a tree of Dropbox, and makes packages of them. The address contains the open folder and the chosen ones. */
export default function AddPackagePage() {
  return useHasPermission('package.create') ? <AddPackage /> : <Forbidden permission="package.create" />
}

function AddPackage() {
  const navigate = useNavigate()
  const tree = useFolderTree()
  const chosen = useChosenFolders()
  const folder = useFolderDetails(tree.path ? [tree.path, ...chosen.paths] : chosen.paths)
  const adding = useAddPackages()
  const connection = useDropboxConnection(
    [...tree.errors.values()].some(error => errorCode(error) === 'REAUTHENTICATE'),
  )
  const isConnected = connection?.status !== 'REAUTHENTICATE' && connection?.status !== 'NOT_CONNECTED'
  const submit = async (packages: readonly NewPackage[]) => {
    const { created, paths } = await adding.add(packages)
    // Others may have been chosen while these were added. They stay.
    const rest = chosen.removeAll(paths)
    const [first] = created
    if (first && packages.length === 1 && rest.length === 0) {
      showToast({ message: t('addPackage.addedOne', { title: first.title }) })
      return navigate(`/packages/${first.slug}`)
    }
    tree.reload()
  }
  return (
    <>
      <Breadcrumbs parents={[{ to: '/packages', label: t('packages.title') }]} current={t('dropbox.addPackageTitle')} />
      <PageTitle>{t('dropbox.addPackageTitle')}</PageTitle>
      {connection && !isConnected && <ConnectionProblem connection={connection} />}
      {isConnected && (
        <div className={classes.columns}>
          <div className={classes.folders}>
            <Card title={t('addPackage.folders')} aside={<Account name={connection?.account} />}>
              <FolderBrowser tree={tree} chosen={chosen} detailsOf={folder.detailsOf} />
            </Card>
          </div>
          {chosen.paths.length > 0 && <ChosenBar count={chosen.paths.length} formId={FORM_ID} />}
          <div className={classes.packages}>
            <AddedPackages packages={adding.added} />
            {chosen.paths.length > 0 ? (
              <Suspense fallback={<LoadingSkeleton />}>
                <NewPackagesForm
                  id={FORM_ID}
                  paths={chosen.paths}
                  folder={folder}
                  adding={adding}
                  submit={submit}
                  remove={chosen.remove}
                />
              </Suspense>
            ) : (
              <EmptyState icon={<FolderIcon />} title={t('addPackage.nothingChosen')} order={2}>
                {t('addPackage.nothingChosenHelp')}
              </EmptyState>
            )}
          </div>
        </div>
      )}
    </>
  )
}

/** The connection to Dropbox. It is read again when Dropbox was found to be disconnected, because it says so from then on. */
function useDropboxConnection(isDisconnected: boolean) {
  const [{ data }, reexecuteQuery] = useQuery({ query: ConnectionQuery, requestPolicy: 'cache-and-network' })
  useEffect(() => {
    if (isDisconnected) reexecuteQuery({ requestPolicy: 'network-only' })
  }, [isDisconnected, reexecuteQuery])
  return data?.dropboxConnection
}

function Account({ name }: { name: string | null | undefined }) {
  return name ? (
    <Text size="sm" c="dimmed">
      {name}
    </Text>
  ) : null
}
