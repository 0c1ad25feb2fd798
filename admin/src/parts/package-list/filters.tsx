import { Button, NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../texts/texts.ts'
import { useAddress, useAddressSearch } from '../address.ts'
import { useAttentionCount } from '../attention/use-attention-count.ts'
import { SearchField } from '../search-field.tsx'
import classes from './filters.module.css'
import { filterParams, isFiltered, readSort, sortNames, states } from './list-filter.ts'
import { stateLabel } from './state-labels.ts'

/** The search, the filters, and the order of the list. The address contains them. `aside` is at the end. */
export function Filters({ environments, aside }: { environments: readonly Environment[]; aside: ReactNode }) {
  const { params, change } = useAddress()
  const searching = useAddressSearch()
  const attention = useAttentionCount()
  const select = (name: string) => (event: { currentTarget: { value: string } }) =>
    change({ [name]: event.currentTarget.value, ...(name === 'state' && { attention: null }) })
  const sort = readSort(params)
  return (
    <search className={classes.filters} aria-label={t('packageList.filters')}>
      <div className={classes.search}>
        <SearchField search={searching} label={t('packages.search')} />
      </div>
      <NativeSelect
        aria-label={t('packageList.state')}
        value={params.get('state') ?? ''}
        onChange={select('state')}
        data={[
          { value: '', label: t('packageList.anyState') },
          ...states.map(state => ({ value: state, label: stateLabel(state) })),
        ]}
      />
      <NativeSelect
        aria-label={t('packageList.environment')}
        value={params.get('environment') ?? ''}
        onChange={select('environment')}
        data={[
          { value: '', label: t('packageList.anyEnvironment') },
          ...environments.map(({ slug, name }) => ({ value: slug, label: t('packageList.inEnvironment', { name }) })),
        ]}
      />
      <div className={classes.toggles}>
        <Toggle
          label={
            !attention ? t('packageList.needsAttention') : t('packageList.needsAttentionCount', { count: attention })
          }
          isOn={params.get('attention') === 'yes'}
          onChange={isOn => change({ attention: isOn ? 'yes' : null, state: null })}
        />
        <Toggle
          label={t('packageList.running')}
          isOn={params.get('running') === 'yes'}
          onChange={isOn => change({ running: isOn ? 'yes' : null })}
        />
        <Toggle
          label={t('packageList.archived')}
          isOn={params.get('archived') === 'yes'}
          onChange={isOn => change({ archived: isOn ? 'yes' : null })}
        />
      </div>
      {isFiltered(params) && (
        <Button
          variant="subtle"
          onClick={() => {
            searching.change('')
            change(Object.fromEntries(filterParams.map(name => [name, null])))
          }}
        >
          {t('packageList.clear')}
        </Button>
      )}
      <div className={classes.aside}>
        <NativeSelect
          aria-label={t('packageList.sort')}
          value={sort}
          onChange={event => change({ sort: event.currentTarget.value === 'name' ? null : event.currentTarget.value })}
          data={sortNames.map(name => ({ value: name, label: sortLabels[name]() }))}
        />
        {aside}
      </div>
    </search>
  )
}

const sortLabels = {
  name: () => t('packageList.byName'),
  change: () => t('packageList.byChange'),
  state: () => t('packageList.byState'),
}

function Toggle({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <Button variant={isOn ? 'light' : 'default'} aria-pressed={isOn} onClick={() => onChange(!isOn)}>
      {label}
    </Button>
  )
}

type Environment = { slug: string; name: string }
