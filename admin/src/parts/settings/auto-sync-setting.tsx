import { Switch, Text, TextInput } from '@mantine/core'
import { useId } from 'react'
import type { ResultOf } from '../../graphql/tada.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { CheckIcon } from '../../theme/icons.tsx'
import { formatQuantity } from '../../format/count.ts'
import { sanitizeMinutesInput } from './minutes.ts'
import type { AutoSyncFields } from './auto-sync.ts'
import classes from './auto-sync-setting.module.css'
import { useAutoSync } from './use-auto-sync.ts'

/** Whether a package is synchronised by itself, and after how much quiet. Who may not change it reads it, where it is on. */
export function AutoSyncSetting({ pkg }: { pkg: ResultOf<typeof AutoSyncFields> }) {
  const canChange = useHasPermission('package.update')
  if (canChange) return <AutoSyncForm key={pkg.id} pkg={pkg} />
  if (pkg.autoSyncMinutes === null) return null
  return (
    <Text size="sm" c="gray.7" className={classes.setting}>
      Synchronised by itself when Dropbox is quiet for {formatQuantity(pkg.autoSyncMinutes, 'minute')}.
    </Text>
  )
}

function AutoSyncForm({ pkg }: { pkg: ResultOf<typeof AutoSyncFields> }) {
  const setting = useAutoSync(pkg)
  const id = useId()
  return (
    <div className={classes.setting}>
      <div className={classes.sentence}>
        <Switch
          id={id}
          size="sm"
          withThumbIndicator={false}
          classNames={{ input: classes.switch }}
          checked={setting.isEnabled}
          disabled={setting.saving}
          onChange={event => setting.setEnabled(event.currentTarget.checked)}
        />
        <span>
          <label htmlFor={id}>Synchronise by itself when Dropbox is quiet for</label>{' '}
          <TextInput
            aria-label="Minutes of quiet"
            aria-describedby={setting.errorMessage ? `${id}-trouble` : undefined}
            className={classes.minutes}
            size="xs"
            inputMode="numeric"
            value={setting.minutes}
            disabled={!setting.isEnabled}
            error={Boolean(setting.errorMessage)}
            onChange={event => setting.changeMinutes(sanitizeMinutesInput(event.currentTarget.value))}
            onBlur={setting.finishEditing}
            onKeyDown={event => event.key === 'Enter' && setting.finishEditing()}
          />{' '}
          {setting.minutes === '1' ? 'minute' : 'minutes'}
          <span role="status" className={classes.saved}>
            {setting.isSavedMessageShown && (
              <>
                <CheckIcon /> Saved
              </>
            )}
          </span>
        </span>
      </div>
      {setting.errorMessage && (
        <p id={`${id}-trouble`} role="alert" className={classes.trouble}>
          {setting.errorMessage}
        </p>
      )}
    </div>
  )
}
