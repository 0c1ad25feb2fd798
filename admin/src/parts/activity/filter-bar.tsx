import { Button, NativeSelect, Text, TextInput } from '@mantine/core'
import { useHasPermissionEverywhere } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { EnvironmentSelect } from '../access/environment-select.tsx'
import { PackagePicker } from '../access/package-picker.tsx'
import { useAddress, useAddressSearch } from '../address.ts'
import { SearchField } from '../search-field.tsx'
import { actionKindLabel } from './action-kind-label.ts'
import { actionKinds } from './actions.ts'
import { filterParams } from './filter.ts'
import classes from './filter-bar.module.css'
import { PersonPicker } from './person-picker.tsx'

/** The filters of activity, which the address contains. `of`: what the page is of, which is then not asked for. */
export function FilterBar({ of }: { of?: 'package' | 'environment' }) {
  const { params, change } = useAddress()
  const searching = useAddressSearch()
  const canSeePeople = useHasPermissionEverywhere('user.read')
  const set = (name: string) => (value: string | null) => change({ [name]: value })
  const isFiltered = filterParams.some(name => params.get(name))
  return (
    <search className={classes.filters} aria-label={t('activity.filters')}>
      <div className={classes.words}>
        <SearchField search={searching} label={t('activity.words')} />
      </div>
      <NativeSelect
        label={t('activity.kind')}
        value={params.get('kind') ?? ''}
        onChange={event => set('kind')(event.currentTarget.value)}
        data={[
          { value: '', label: t('activity.anyKind') },
          ...actionKinds.map(kind => ({ value: kind, label: actionKindLabel(kind) })),
        ]}
      />
      {canSeePeople && <PersonPicker id={params.get('actor')} onChange={set('actor')} />}
      {of !== 'package' && (
        <PackagePicker slug={params.get('package')} placeholder={t('access.anyPackage')} onChange={set('package')} />
      )}
      {of !== 'environment' && (
        <EnvironmentSelect
          slug={params.get('environment')}
          anyLabel={t('access.anyEnvironment')}
          onChange={set('environment')}
        />
      )}
      <TextInput
        type="date"
        label={t('activity.from')}
        value={params.get('from') ?? ''}
        onChange={event => set('from')(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('activity.to')}
        value={params.get('to') ?? ''}
        onChange={event => set('to')(event.currentTarget.value)}
      />
      {isFiltered && (
        <div className={classes.clear}>
          {params.get('subject') && <Text>{t('activity.ofOneSubject')}</Text>}
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              searching.change('')
              change(Object.fromEntries(filterParams.map(name => [name, null])))
            }}
          >
            {t('activity.clearFilters')}
          </Button>
        </div>
      )}
    </search>
  )
}
