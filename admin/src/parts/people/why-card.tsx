import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from 'urql'
import { formatList } from '../../format/count.ts'
import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { EnvironmentSelect } from '../access/environment-select.tsx'
import { GrantFields, grantLabel } from '../access/grant.ts'
import { PackagePicker } from '../access/package-picker.tsx'
import { missingPermissions, permissionLabel } from '../access/permission.ts'
import { useAddress } from '../address.ts'
import { Card } from '../card.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { useRefetchOnEvents } from '../use-refetch-on-events.ts'
import classes from './why-card.module.css'

const EffectivePermissionsQuery = graphql(
  `
    query EffectivePermissions($id: ID!, $package: String, $environment: String) {
      node(id: $id) {
        __typename
        id
        ... on User {
          effectivePermissions(package: $package, environment: $environment) {
            permission
            grants {
              id
              ...GrantFields
            }
          }
        }
      }
    }
  `,
  [GrantFields],
)

/** Explains what a person may do with a package, in an environment, or everywhere, and which role each comes from. */
export function WhyCard({ id }: { id: string }) {
  const { params, change } = useAddress()
  const pkg = params.get('package')
  const environment = params.get('environment')
  const [{ data, error, fetching }, refetch] = useQuery({
    query: EffectivePermissionsQuery,
    variables: { id, package: pkg, environment },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnEvents(roleActions, refetch)
  const node = data?.node
  const effective = node?.__typename === 'User' ? node.effectivePermissions : null
  return (
    <Card title={t('people.why')}>
      <Stack gap="lg">
        <Text size="sm" c="dimmed">
          {t('people.whyHelp')}
        </Text>
        <Group gap="lg" align="start" className={classes.scope}>
          <PackagePicker
            slug={pkg}
            placeholder={t('access.anyPackage')}
            onChange={slug => change({ package: slug }, { replace: true })}
          />
          <EnvironmentSelect
            slug={environment}
            anyLabel={t('access.anyEnvironment')}
            onChange={slug => change({ environment: slug }, { replace: true })}
          />
        </Group>
        <ErrorNotice error={error} />
        {!effective && fetching && <LoadingSkeleton />}
        {effective && <Effective effective={effective} />}
      </Stack>
    </Card>
  )
}

type User = Extract<ResultOf<typeof EffectivePermissionsQuery>['node'], { __typename: 'User' }>
type EffectivePermission = NonNullable<User['effectivePermissions']>[number]

const roleActions = ['grant.added', 'grant.revoked', 'user.deactivated', 'user.reactivated']

function Effective({ effective }: { effective: readonly EffectivePermission[] }) {
  const columns: Column<EffectivePermission & { id: string }>[] = [
    { title: t('people.permissionColumn'), cell: ({ permission }) => permissionLabel(permission) },
    { title: t('people.comesFrom'), cell: ({ grants }) => formatList(grants.map(grantLabel)) },
    { title: t('people.permissionName'), cell: ({ permission }) => <code>{permission}</code> },
  ]
  const missing = missingPermissions(effective.map(({ permission }) => permission))
  if (effective.length === 0) return <Text>{t('people.mayNothing')}</Text>
  return (
    <>
      <DataTable
        label={t('people.why')}
        columns={columns}
        rows={effective.map(item => ({ ...item, id: item.permission }))}
      />
      {missing.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('people.mayNot', { permissions: formatList(missing.map(permissionLabel)) })}
        </Text>
      )}
    </>
  )
}
