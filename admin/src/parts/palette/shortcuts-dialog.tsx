import { Modal, Table } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { useNavigation } from '../navigation/navigation.tsx'
import { ShortcutKeys } from './shortcut-keys.tsx'

/** The list of keyboard shortcuts. */
export default function ShortcutsDialog({ close }: { close: () => void }) {
  const pages = useNavigation().flatMap(group => group.pages)
  const shortcuts = [
    { label: t('palette.open'), keys: ['mod', 'k'] },
    { label: t('palette.shortcutsOpen'), keys: ['?'] },
    ...pages.map(({ label, key }) => ({ label: t('palette.goTo', { page: label }), keys: ['g', key] })),
  ]
  return (
    <Modal
      opened
      onClose={close}
      size="sm"
      title={t('palette.shortcuts')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Table>
        <Table.Tbody>
          {shortcuts.map(({ label, keys }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={400}>
                {label}
              </Table.Th>
              <Table.Td ta="right">
                <ShortcutKeys keys={keys} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
