import { Switch, Text, TextInput } from '@mantine/core'
import { useId } from 'react'
import type { ResultOf } from '../../graphql/tada.ts'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { CheckIcon } from '../../theme/icons.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import type { AutoSyncFields } from './auto-sync.ts'
import classes from './auto-sync-setting.module.css'
import { sanitizeMinutesInput } from './minutes.ts'
import { useAutoSync } from './use-auto-sync.ts'

/** The auto-sync setting of a package. Without permission to change it, a sentence that says what is set. */
export function AutoSyncSetting({ pkg }: { pkg: ResultOf<typeof AutoSyncFields> }) {
  const canChange = usePackagePermission('package.update')
  if (canChange) return <AutoSyncForm key={pkg.id} pkg={pkg} />
  return (
    <Text size="sm" c="dimmed" className={classes.setting}>
      {pkg.autoSyncMinutes === null
        ? t('settings.autoSyncOff')
        : t('settings.autoSync', { minutes: pkg.autoSyncMinutes })}
    </Text>
  )
}

function AutoSyncForm({ pkg }: { pkg: ResultOf<typeof AutoSyncFields> }) {
  const setting = useAutoSync(pkg)
  const id = useId()
  const minutesField = (
    <TextInput
      aria-label={t('settings.idleMinutes')}
      aria-describedby={setting.error ? `${id}-error` : undefined}
      className={classes.minutes}
      size="xs"
      inputMode="numeric"
      value={setting.minutes}
      disabled={!setting.isEnabled}
      error={Boolean(setting.error)}
      onChange={event => setting.changeMinutes(sanitizeMinutesInput(event.currentTarget.value))}
      onBlur={setting.finishEditing}
      onKeyDown={event => event.key === 'Enter' && setting.finishEditing()}
    />
  )
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
          {t.rich('settings.autoSyncField', {
            minutes: Number(setting.minutes),
            label: chunks => <label htmlFor={id}>{chunks}</label>,
            field: () => minutesField,
          })}
          <span role="status" className={classes.saved}>
            {setting.isSavedMessageShown && (
              <>
                <CheckIcon /> {t('settings.saved')}
              </>
            )}
          </span>
        </span>
      </div>
      <div id={`${id}-error`} className={classes.error}>
        <ErrorNotice error={setting.error} />
      </div>
    </div>
  )
}
