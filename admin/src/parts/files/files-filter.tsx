import { Checkbox, NativeSelect } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { useAddress, useAddressSearch } from '../address.ts'
import { SearchField } from '../search-field.tsx'
import classes from './files.module.css'
import { type FileKind, fileKinds } from './folder-entry.ts'

/** The filters of the files, which the address contains, and the release whose differences are marked. */
export function FilesFilter({ releases, since, kind, onlyChanged }: Props) {
  const { change } = useAddress()
  const searching = useAddressSearch()
  return (
    <search className={classes.filters} aria-label={t('files.filters')}>
      <div className={classes.search}>
        <SearchField search={searching} label={t('files.search')} />
      </div>
      <NativeSelect
        aria-label={t('files.kind')}
        value={kind ?? ''}
        onChange={event => change({ kind: event.currentTarget.value })}
        data={[
          { value: '', label: t('files.anyKind') },
          ...fileKinds.map(each => ({ value: each, label: t('files.ofKind', { kind: each }) })),
        ]}
      />
      {releases.length > 0 && (
        <NativeSelect
          aria-label={t('files.since')}
          value={since === null ? 'none' : String(since)}
          onChange={event => change({ since: event.currentTarget.value })}
          data={[
            ...releases.map(({ number }) => ({
              value: String(number),
              label: t('files.sinceRelease', { release: String(number) }),
            })),
            { value: 'none', label: t('files.sinceNone') },
          ]}
        />
      )}
      {since !== null && (
        <Checkbox
          label={t('files.onlyChanged')}
          checked={onlyChanged}
          onChange={event => change({ changed: event.currentTarget.checked ? 'only' : null })}
        />
      )}
    </search>
  )
}

type Props = {
  releases: readonly { number: number }[]
  since: number | null
  kind: FileKind | null
  onlyChanged: boolean
}
