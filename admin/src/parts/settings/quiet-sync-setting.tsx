import { Switch, Text, TextInput } from '@mantine/core'
import { useId } from 'react'
import type { ResultOf } from '../../graphql/tada.ts'
import { useMay } from '../../graphql/use-may.ts'
import { CheckIcon } from '../../look/icons.tsx'
import { counted } from '../../text/count.ts'
import { onlyMinutes } from './minutes.ts'
import type { QuietSyncFields } from './quiet-sync.ts'
import classes from './quiet-sync-setting.module.css'
import { useQuietSync } from './use-quiet-sync.ts'

/** Whether a package is synchronised by itself, and after how much quiet. Who may not change it reads it, where it is on. */
export function QuietSyncSetting({ pkg }: { pkg: ResultOf<typeof QuietSyncFields> }) {
  const mayChange = useMay('package.update')
  if (mayChange) return <Change key={pkg.id} pkg={pkg} />
  if (pkg.syncWhenQuietMinutes === null) return null
  return (
    <Text size="sm" c="gray.7" className={classes.setting}>
      Synchronised by itself when Dropbox is quiet for {counted(pkg.syncWhenQuietMinutes, 'minute')}.
    </Text>
  )
}

function Change({ pkg }: { pkg: ResultOf<typeof QuietSyncFields> }) {
  const setting = useQuietSync(pkg)
  const id = useId()
  return (
    <div className={classes.setting}>
      <div className={classes.sentence}>
        <Switch
          id={id}
          size="sm"
          withThumbIndicator={false}
          classNames={{ input: classes.switch }}
          checked={setting.on}
          disabled={setting.saving}
          onChange={event => setting.turn(event.currentTarget.checked)}
        />
        <span>
          <label htmlFor={id}>Synchronise by itself when Dropbox is quiet for</label>{' '}
          <TextInput
            aria-label="Minutes of quiet"
            aria-describedby={setting.trouble ? `${id}-trouble` : undefined}
            className={classes.minutes}
            size="xs"
            inputMode="numeric"
            value={setting.minutes}
            disabled={!setting.on}
            error={Boolean(setting.trouble)}
            onChange={event => setting.type(onlyMinutes(event.currentTarget.value))}
            onBlur={setting.leave}
            onKeyDown={event => event.key === 'Enter' && setting.leave()}
          />{' '}
          {setting.minutes === '1' ? 'minute' : 'minutes'}
          <span role="status" className={classes.saved}>
            {setting.tellsSaved && (
              <>
                <CheckIcon /> Saved
              </>
            )}
          </span>
        </span>
      </div>
      {setting.trouble && (
        <p id={`${id}-trouble`} role="alert" className={classes.trouble}>
          {setting.trouble}
        </p>
      )}
    </div>
  )
}
