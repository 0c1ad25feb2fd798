import { Button, Group, Modal, Stack, Text, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { t } from '../../texts/texts.ts'
import { FolderIcon } from '../../theme/icons.tsx'
import type { Folder } from '../dropbox/folder.ts'
import { SlowDropbox } from '../dropbox/slow-dropbox.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { type PackageFolder, SetFolder, SubfoldersQuery } from './folder.ts'
import classes from './folder-dialog.module.css'

/** The folder around a folder. '' is the root. */
const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** Chooses another Dropbox folder for a package. It begins beside the present folder. */
export default function FolderDialog({ pkg, close }: { pkg: PackageFolder; close: () => void }) {
  const [path, setPath] = useState(() => parentOf(pkg.dropboxPath))
  const [chosen, setChosen] = useState<Folder | null>(null)
  const [{ data, error, fetching }] = useQuery({
    query: SubfoldersQuery,
    variables: { path },
    requestPolicy: 'network-only',
  })
  const [{ fetching: isSaving, error: saveError }, setFolder] = useMutation(SetFolder)
  const folders = fetching ? null : data?.dropboxFolders
  const open = (next: string) => {
    setChosen(null)
    setPath(next)
  }
  const save = async ({ path: chosenPath }: Folder) => {
    const result = await setFolder({ slug: pkg.slug, path: chosenPath })
    if (result.data?.updatePackage) close()
  }
  return (
    <Modal
      opened
      size="lg"
      onClose={close}
      title={<b>{t('settings.folderQuestion')}</b>}
      closeButtonProps={{ 'aria-label': t('settings.close') }}
    >
      <Stack gap="lg">
        <Text size="sm" c="dimmed">
          {t('settings.folderEffect')}
        </Text>
        <Group justify="space-between" gap="sm" wrap="nowrap">
          <Text size="sm" fw={600} className={classes.path}>
            {t('dropbox.folder', { path })}
          </Text>
          {path !== '' && (
            <Button variant="default" size="xs" onClick={() => open(parentOf(path))}>
              {t('settings.folderUp')}
            </Button>
          )}
        </Group>
        <ErrorNotice error={error} />
        {fetching && (
          <div>
            <LoadingSkeleton />
            <SlowDropbox key={path} />
          </div>
        )}
        {folders?.length === 0 && <Text>{t('dropbox.emptyTitle')}</Text>}
        {folders && folders.length > 0 && (
          <ul className={classes.folders}>
            {folders.map(folder => (
              <li key={folder.path} data-chosen={chosen?.path === folder.path || undefined}>
                <UnstyledButton className={classes.name} onClick={() => open(folder.path)}>
                  <FolderIcon /> {folder.name}
                </UnstyledButton>
                {folder.problem ? (
                  <Text size="sm" c="dimmed">
                    {folder.path === pkg.dropboxPath ? t('settings.presentFolder') : folder.problem.message}
                  </Text>
                ) : (
                  <Button
                    variant="default"
                    size="xs"
                    aria-label={t('dropbox.chooseNamed', { name: folder.name })}
                    onClick={() => setChosen(folder)}
                  >
                    {t('dropbox.choose')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
        <ErrorNotice error={saveError} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {t('settings.cancel')}
          </Button>
          <ServerButton loading={isSaving} disabled={!chosen} onClick={() => chosen && save(chosen)}>
            {chosen ? t('settings.useFolder', { name: chosen.name }) : t('settings.useThisFolder')}
          </ServerButton>
        </Group>
      </Stack>
    </Modal>
  )
}
