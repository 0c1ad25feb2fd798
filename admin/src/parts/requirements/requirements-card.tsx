import { Stack, Text } from '@mantine/core'
import { useContext } from 'react'
import { useMutation, useQuery } from 'urql'
import { useHasPermission, useHasPermissionEverywhere, useIsOwner } from '../../graphql/use-has-permission.ts'
import { ViewerContext } from '../../graphql/viewer.ts'
import { t } from '../../texts/texts.ts'
import { roleLabel } from '../access/role.ts'
import { Card } from '../card.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { useRefetchOnEvents } from '../use-refetch-on-events.ts'
import {
  type Environment,
  RequireInEnvironment,
  RequirementsQuery,
  type RoleSettings,
  requirementActions,
  UpdateRole,
} from './requirement.ts'
import { RequirementSwitch } from './requirement-switch.tsx'

/** Which roles and environments require a second factor. For people who may see people. */
export function RequirementsCard() {
  const [{ data, error }, refetch] = useQuery({ query: RequirementsQuery, requestPolicy: 'cache-and-network' })
  useRefetchOnEvents(requirementActions, refetch)
  return (
    <Card title={t('requirements.title')}>
      <Stack gap="xl">
        <Text size="sm" c="dimmed" maw="70ch">
          {t('requirements.help')}
        </Text>
        <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
        {!data && !error && <LoadingSkeleton />}
        {data?.roleSettings && <Roles roles={data.roleSettings} />}
        {data?.environments && data.environments.length > 0 && <Environments environments={data.environments} />}
      </Stack>
    </Card>
  )
}

function Roles({ roles }: { roles: readonly RoleSettings[] }) {
  const [, update] = useMutation(UpdateRole)
  const canManage = useHasPermissionEverywhere('user.manage')
  const isOwner = useIsOwner()
  const viewer = useContext(ViewerContext)
  const hasRole = (role: RoleSettings['role']) =>
    (viewer?.user?.effectivePermissions ?? []).some(({ grants }) => grants.some(grant => grant.role === role))
  const columns: Column<RoleSettings & { id: string }>[] = [
    { title: t('requirements.role'), cell: ({ role }) => roleLabel(role) },
    {
      title: t('requirements.without'),
      cell: ({ peopleWithoutSecondFactor: count }) => t('requirements.withoutCount', { count }),
    },
    {
      title: t('requirements.required'),
      cell: ({ role, requiresSecondFactor, peopleWithoutSecondFactor: count }) => (
        <RequirementSwitch
          name={roleLabel(role)}
          isOn={requiresSecondFactor}
          canChange={canManage && (role !== 'OWNER' || isOwner)}
          effect={t('requirements.requireForRole', { count })}
          affectsViewer={viewer?.signIn?.usedSecondFactor === false && hasRole(role)}
          change={requiresSecondFactor => update({ role, requiresSecondFactor })}
        />
      ),
    },
  ]
  return (
    <DataTable
      label={t('requirements.roles')}
      columns={columns}
      rows={roles.map(settings => ({ ...settings, id: settings.role }))}
    />
  )
}

function Environments({ environments }: { environments: readonly Environment[] }) {
  const [, update] = useMutation(RequireInEnvironment)
  const canManage = useHasPermission('environment.manage')
  const isWithout = useContext(ViewerContext)?.signIn?.usedSecondFactor === false
  const columns: Column<Environment>[] = [
    { title: t('requirements.environment'), cell: ({ name }) => name },
    {
      title: t('requirements.required'),
      cell: ({ slug, name, requiresSecondFactor }) => (
        <RequirementSwitch
          name={name}
          isOn={requiresSecondFactor}
          canChange={canManage}
          effect={t('requirements.requireForEnvironment')}
          affectsViewer={isWithout}
          change={requiresSecondFactor => update({ slug, requiresSecondFactor })}
        />
      ),
    },
  ]
  return <DataTable label={t('requirements.environments')} columns={columns} rows={environments} />
}
