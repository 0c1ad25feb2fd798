import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useClient, useMutation } from 'urql'
import { describeError } from '../../graphql/problems.ts'
import { t } from '../../texts/texts.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { showToast } from '../toast/show-toast.ts'
import { ArchivePackage, RestorePackage } from './archive.ts'

/** Archives a package after a question that says what ends and what stays. The toast offers to undo it. `isShown`: an environment shows it. */
export default function ArchiveDialog({ slug, title, isShown, close }: ArchiveProps) {
  const [{ fetching, error }, archive] = useMutation(ArchivePackage)
  const client = useClient()
  const restore = async () => {
    const problem = describeError((await client.mutation(RestorePackage, { slug }).toPromise()).error)
    if (problem) showToast({ message: problem.message, isError: true })
    else showToast({ message: t('packages.restoredNow', { title }) })
  }
  const submit = async () => {
    if (!(await archive({ slug })).data?.archivePackage) return
    close()
    showToast({ message: t('packages.archivedNow', { title }), undo: restore })
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
          <ServerButton loading={fetching} onClick={submit}>
            {t('packages.archive')}
          </ServerButton>
        </Group>
      </Stack>
    </Modal>
  )
}

/** The package to archive. */
export type ArchiveProps = { slug: string; title: string; isShown: boolean; close: () => void }
