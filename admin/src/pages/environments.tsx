import { lazy } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { useHasPermissionEverywhere } from '../graphql/use-has-permission.ts'
import { DialogButton } from '../parts/dialog-button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { EnvironmentFields, environmentActions } from '../parts/environments/environment.ts'
import { EnvironmentTable } from '../parts/environments/environment-table.tsx'
import { ListPage } from '../parts/list-page.tsx'
import { useRefetchOnEvents } from '../parts/use-refetch-on-events.ts'
import { t } from '../texts/texts.ts'
import { EnvironmentIcon, PlusIcon } from '../theme/icons.tsx'

const CreateEnvironmentDialog = lazy(() => import('../parts/environments/create-environment-dialog.tsx'))

const EnvironmentsQuery = graphql(
  `
    query Environments {
      environments {
        id
        ...EnvironmentFields
      }
      timeZone
    }
  `,
  [EnvironmentFields],
)

/** The environments that the person may see, oldest first. */
export default function EnvironmentsPage() {
  const [{ data, error }, refetch] = useQuery({ query: EnvironmentsQuery, requestPolicy: 'cache-and-network' })
  useRefetchOnEvents(environmentActions, refetch)
  const canManage = useHasPermissionEverywhere('environment.manage')
  return (
    <ListPage
      title={t('environments.title')}
      action={
        canManage && (
          <DialogButton
            label={t('environments.create')}
            leftSection={<PlusIcon />}
            dialog={close => <CreateEnvironmentDialog close={close} />}
          />
        )
      }
      help={t('environments.help')}
      error={error}
      retry={() => refetch({ requestPolicy: 'network-only' })}
      list={data && { nodes: data.environments ?? [] }}
      empty={
        <EmptyState icon={<EnvironmentIcon />} title={t('environments.emptyTitle')} order={2}>
          {t('environments.empty')}
        </EmptyState>
      }
      listTitle={t('environments.all')}
      table={rows => <EnvironmentTable environments={rows} timeZone={data?.timeZone ?? null} />}
    />
  )
}
