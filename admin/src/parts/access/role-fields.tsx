import { NativeSelect, Stack } from '@mantine/core'
import { useIsOwner } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { EnvironmentSelect } from './environment-select.tsx'
import { PackagePicker } from './package-picker.tsx'
import { type Role, roleDescription, roleLabel, roles } from './role.ts'
import { needsEnvironment, needsPackage, type Place, places, type useRoleChoice } from './role-choice.ts'

/** The fields for a role and where it holds. OWNER is offered to owners only. `isFirst`: no field stands before them. */
export function RoleFields({ state, isFirst = false }: { state: ReturnType<typeof useRoleChoice>; isFirst?: boolean }) {
  const isOwner = useIsOwner()
  const { choice, problems, change } = state
  return (
    <Stack gap="lg">
      <NativeSelect
        label={t('access.roleField')}
        data-autofocus={isFirst || undefined}
        description={roleDescription(choice.role)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={choice.role}
        onChange={event => change({ role: event.currentTarget.value as Role })}
        data={roles.filter(role => role !== 'OWNER' || isOwner).map(role => ({ value: role, label: roleLabel(role) }))}
      />
      <NativeSelect
        label={t('access.placeField')}
        value={choice.place}
        onChange={event => change({ place: event.currentTarget.value as Place })}
        data={places.map(place => ({ value: place, label: t('access.place', { place }) }))}
      />
      {needsPackage(choice.place) && (
        <PackagePicker slug={choice.pkg} onChange={pkg => change({ pkg })} error={problems.pkg} />
      )}
      {needsEnvironment(choice.place) && (
        <EnvironmentSelect
          slug={choice.environment}
          onChange={environment => change({ environment })}
          error={problems.environment}
        />
      )}
    </Stack>
  )
}
