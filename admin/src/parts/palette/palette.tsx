import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core'
import { useEffect, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { SearchIcon } from '../../theme/icons.tsx'
import classes from './palette.module.css'
import { usePaletteGroups } from './use-palette-groups.tsx'

/** The command palette: packages, the actions of the open page, and the pages, found by what is typed. */
export default function Palette({ close }: { close: () => void }) {
  const [isOpen, setIsOpen] = useState(true)
  const [query, setQuery] = useState('')
  // The dialog renders its content after this component.
  const [list, setList] = useState<HTMLElement | null>(null)
  // Escape closes the list, which is the whole dialog.
  const combobox = useCombobox({ opened: true, onOpenedChange: setIsOpen })
  const { groups, status } = usePaletteGroups(query.trim())
  const shown = groups.filter(({ items }) => items.length > 0)
  const items = shown.flatMap(group => group.items)
  const ids = items.map(({ id }) => id).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: packages arrive after the text; Enter opens the first item
  useEffect(() => void combobox.selectFirstOption(), [ids, list])
  const run = (id: string) => {
    setIsOpen(false)
    items.find(item => item.id === id)?.run()
  }
  return (
    <Modal
      opened={isOpen}
      onClose={() => setIsOpen(false)}
      transitionProps={{ duration: 140, onExited: close }}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={600}
      padding={0}
      attributes={{ content: { 'aria-label': t('palette.open') } }}
    >
      <Combobox store={combobox} onOptionSubmit={run}>
        <Combobox.EventsTarget withExpandedAttribute>
          <TextInput
            data-autofocus
            variant="unstyled"
            aria-autocomplete="list"
            aria-label={t('palette.placeholder')}
            placeholder={t('palette.placeholder')}
            leftSection={<SearchIcon />}
            classNames={{ input: classes.input }}
            value={query}
            onChange={event => setQuery(event.currentTarget.value)}
          />
        </Combobox.EventsTarget>
        <Combobox.Options ref={setList} className={classes.options} aria-label={t('palette.open')} tabIndex={0}>
          {shown.map(({ label, items }) => (
            <Combobox.Group key={label} label={label}>
              {items.map(({ id, label, icon, aside }) => (
                <Combobox.Option key={id} value={id} className={classes.option}>
                  {icon}
                  <span className={classes.label}>{label}</span>
                  {aside}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
        </Combobox.Options>
        <p role="status" className={classes.status}>
          {shown.length === 0 && status}
        </p>
      </Combobox>
    </Modal>
  )
}
