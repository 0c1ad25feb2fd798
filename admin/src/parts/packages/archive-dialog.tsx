import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation } from 'urql'
import { t } from '../../texts/texts.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ArchivePackage } from './archive.ts'

/** Archives a package after a question that says what ends and what stays. `isShown`: an environment shows it. */
export default function ArchiveDialog({ slug, title, isShown, close }: ArchiveProps) {
  const [{ fetching, error }, archive] = useMutation(ArchivePackage)
  const submit = async () => {
    if ((await archive({ slug })).data?.archivePackage) close()
  }
  return (
    <Modal
      opened
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
  )
}

/** The package to archive. */
export type ArchiveProps = { slug: string; title: string; isShown: boolean; close: () => void }
