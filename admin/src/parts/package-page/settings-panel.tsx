import { Text } from '@mantine/core'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { ArchiveButton } from '../packages/archive-button.tsx'
import { AutoSyncSetting } from '../settings/auto-sync-setting.tsx'
import { DetailsForm } from '../settings/details-form.tsx'
import { FolderCard } from '../settings/folder-card.tsx'
import { RootPageCard } from '../settings/root-page-card.tsx'
import type { PackageOfPage } from './package-of-page.ts'
import classes from './settings-panel.module.css'

/** What can be set for a package: its names, start page, folder, automatic synchronization, and its end. */
export default function SettingsPanel({ pkg }: { pkg: PackageOfPage }) {
  const { slug, title, description, deployments } = pkg
  const canArchive = useHasPermission('package.archive') && pkg.status !== 'ARCHIVED'
  return (
    <div className={classes.settings}>
      <DetailsForm key={pkg.id} slug={slug} saved={{ title, description: description ?? '' }} />
      {pkg.draft && <RootPageCard pkg={pkg} />}
      <FolderCard pkg={pkg} disabled={isCopying(pkg)} />
      <Card title={t('settings.automaticSync')}>
        <AutoSyncSetting pkg={pkg} />
      </Card>
      {canArchive && (
        <Card title={t('settings.archive')}>
          <Text size="sm" c="dimmed" mb="md">
            {t('settings.archiveHelp')}
          </Text>
          <ArchiveButton slug={slug} title={title} isShown={Boolean(deployments?.length)} />
        </Card>
      )}
    </div>
  )
}

/** Whether the package is being synchronized from its folder. A run that waits for the choice of a folder is not. */
const isCopying = ({ currentSyncRun }: PackageOfPage) =>
  currentSyncRun !== null && currentSyncRun.status !== 'WAITING_FOR_FOLDER'
