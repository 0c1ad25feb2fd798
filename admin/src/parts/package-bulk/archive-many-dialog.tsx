import { Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import type { SelectedPackage } from './selected-package.ts'

/** How many packages the question names. */
const NAMED = 5

/** Archives several packages after a question that names them and says what ends and what stays. */
export default function ArchiveManyDialog({ packages, archive, close }: Props) {
  const rest = packages.length - NAMED
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{t('packageList.archiveQuestion', { count: packages.length })}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="lg">
        <List>
          {packages.slice(0, NAMED).map(({ slug, title }) => (
            <List.Item key={slug}>{title}</List.Item>
          ))}
          {rest > 0 && <List.Item>{t('packageList.more', { count: rest })}</List.Item>}
        </List>
        <Text>{t('packages.archiveStops')}</Text>
        <Text>{t('packages.archiveKeepsShowing')}</Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" data-autofocus onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button
            onClick={() => {
              archive()
              close()
            }}
          >
            {t('packageList.archive')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

type Props = { packages: readonly SelectedPackage[]; archive: () => void; close: () => void }
