import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ArchivePackage } from './archive.ts'

/** Archives a package after a question that says what ends and what stays. `isShown`: an environment shows it. */
export function ArchiveButton({ slug, title, isShown }: { slug: string; title: string; isShown: boolean }) {
  const canArchive = usePackagePermission('package.archive')
  const [isOpen, setIsOpen] = useState(false)
  const [{ fetching, error }, archive] = useMutation(ArchivePackage)
  const close = () => setIsOpen(false)
  const submit = async () => {
    if ((await archive({ slug })).data?.archivePackage) close()
  }
  if (!canArchive) return null
  return (
    <div>
      <Button variant="subtle" c="dimmed" size="compact-sm" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {t('packages.archivePackage')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={<b>{t('packages.archiveQuestion', { title })}</b>}
        closeButtonProps={{ 'aria-label': t('packages.close') }}
      >
        <Stack gap="lg">
          <Text>{t('packages.archiveStops')}</Text>
          <Text>{isShown ? t('packages.archiveKeepsShowing') : t('packages.archiveKeeps')}</Text>
          <Text>{t('packages.archiveFreesFolder')}</Text>
          <ErrorNotice error={error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" data-autofocus onClick={close}>
              {t('packages.cancel')}
            </Button>
            <Button loading={fetching} onClick={submit}>
              {t('packages.archive')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </div>
  )
}
