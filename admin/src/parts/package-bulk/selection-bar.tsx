import { Button, Group } from '@mantine/core'
import { lazy } from 'react'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { SyncIcon } from '../../theme/icons.tsx'
import { DialogButton } from '../dialog-button.tsx'
import type { SelectedPackage } from './selected-package.ts'
import classes from './selection-bar.module.css'
import type { useBulk } from './use-bulk.ts'

const PublishManyDialog = lazy(() => import('./publish-many-dialog.tsx'))
const ScheduleManyDialog = lazy(() => import('./schedule-many-dialog.tsx'))
const ArchiveManyDialog = lazy(() => import('./archive-many-dialog.tsx'))

/** What can be done with the selected packages. `setSelected` gets those that stay selected afterwards. */
export function SelectionBar({ selected, environments, bulk, setSelected }: Props) {
  const can = {
    synchronize: useHasPermission('package.synchronize'),
    publish: useHasPermission('package.publish'),
    schedule: useHasPermission('package.deploy'),
    archive: useHasPermission('package.archive'),
  }
  if (selected.length === 0) return null
  const { progress } = bulk
  const finish = async (failed: Promise<SelectedPackage[]>) => setSelected(await failed)
  return (
    <section className={classes.bar} aria-label={t('packageList.selection')}>
      {/* A screen reader does not count along. */}
      <b aria-live={progress ? 'off' : 'polite'}>
        {progress ? t('packageList.progress', progress) : t('packageList.selected', { count: selected.length })}
      </b>
      <Group gap="sm">
        {can.synchronize && (
          <Button
            leftSection={<SyncIcon />}
            disabled={progress !== null}
            onClick={() => finish(bulk.synchronize(selected))}
          >
            {t('packageList.synchronize')}
          </Button>
        )}
        {can.publish && (
          <DialogButton
            label={t('packageList.publish')}
            variant="default"
            disabled={progress !== null}
            dialog={close => (
              <PublishManyDialog
                count={selected.length}
                environments={environments}
                publish={environment => finish(bulk.publish(selected, environment))}
                close={close}
              />
            )}
          />
        )}
        {can.schedule && (
          <DialogButton
            label={t('packageList.schedule')}
            variant="default"
            disabled={progress !== null}
            dialog={close => (
              <ScheduleManyDialog
                count={selected.length}
                environments={environments}
                schedule={schedule => finish(bulk.schedule(selected, schedule))}
                close={close}
              />
            )}
          />
        )}
        {can.archive && (
          <DialogButton
            label={t('packageList.archive')}
            variant="default"
            disabled={progress !== null}
            dialog={close => (
              <ArchiveManyDialog packages={selected} archive={() => finish(bulk.archive(selected))} close={close} />
            )}
          />
        )}
        <Button variant="subtle" color="gray" disabled={progress !== null} onClick={() => setSelected([])}>
          {t('packageList.clearSelection')}
        </Button>
      </Group>
    </section>
  )
}

type Props = {
  selected: readonly SelectedPackage[]
  environments: readonly { slug: string; name: string }[]
  bulk: ReturnType<typeof useBulk>
  setSelected: (packages: readonly SelectedPackage[]) => void
}
