import { Button, NativeSelect } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { useAddress } from '../address.ts'
import { filterParams, isFiltered, STATES } from './filter.ts'
import classes from './filter-bar.module.css'
import { findingKinds } from './finding-kinds.ts'
import { SEVERITIES, severityTitle } from './finding-labels.ts'

/** The filters of findings, which the address contains. `folders`: those in which something was found. */
export function FilterBar({ folders }: { folders: readonly string[] }) {
  const { params, change } = useAddress()
  const folder = params.get('folder')
  const field = (name: (typeof filterParams)[number]) => ({
    value: params.get(name) ?? '',
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  })
  const known = folder && !folders.includes(folder) ? [folder, ...folders] : folders
  return (
    <search className={classes.filters} aria-label={t('findings.filters')}>
      <NativeSelect
        label={t('findings.stateFilter')}
        {...field('state')}
        data={['', ...STATES].map(state => ({ value: state, label: t('findings.state', { state }) }))}
      />
      <NativeSelect
        label={t('findings.severityFilter')}
        {...field('severity')}
        data={[
          { value: '', label: t('findings.anySeverity') },
          ...SEVERITIES.map(severity => ({ value: severity, label: severityTitle(severity) })),
        ]}
      />
      <NativeSelect
        label={t('findings.kindFilter')}
        {...field('kind')}
        data={[
          { value: '', label: t('findings.anyKind') },
          ...findingKinds.map(kind => ({ value: kind, label: t('findings.kind', { kind }) })),
        ]}
      />
      {known.length > 0 && (
        <NativeSelect
          label={t('findings.folderFilter')}
          {...field('folder')}
          data={[{ value: '', label: t('findings.anyFolder') }, ...known]}
        />
      )}
      {isFiltered(params) && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.clear}
          onClick={() => change(Object.fromEntries(filterParams.map(name => [name, null])))}
        >
          {t('findings.clearFilters')}
        </Button>
      )}
    </search>
  )
}
