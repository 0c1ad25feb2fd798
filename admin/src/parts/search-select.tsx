import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { t } from '../texts/texts.ts'

const SEARCH_DELAY_MS = 250

/** The text of a search, a moment after it was typed. The label of the chosen option is not searched for. */
export function useOptionSearch(): { search: string; setSearch: (text: string) => void } {
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), SEARCH_DELAY_MS)
  return { search, setSearch: setText }
}

/**
 * A choice from a list on the server, by search. `options` are the matches, and `chosen` is the option of `value`, which
 * may not be among them.
 */
export function SearchSelect({ value, options, chosen, onSearch, ...props }: Props) {
  const isListed = !chosen || options.some(option => option.value === chosen.value)
  return (
    <Select
      {...props}
      value={value}
      data={isListed ? options : [chosen, ...options]}
      searchable
      clearable
      // Mantine hides the button from keyboards and screen readers, and makes it smaller than 24 pixels.
      clearButtonProps={{ 'aria-label': t('common.clear'), 'aria-hidden': false, tabIndex: 0, size: '24' }}
      onSearchChange={text => onSearch(text === chosen?.label ? '' : text)}
      filter={({ options }) => options}
      nothingFoundMessage={t('access.nothingFound')}
      // In the page's main part or in the dialog, where screen readers look for it.
      comboboxProps={{ transitionProps: { duration: 0 }, withinPortal: false }}
    />
  )
}

type Option = { value: string; label: string }
type Props = Pick<SelectProps, 'label' | 'placeholder' | 'error' | 'onChange' | 'autoFocus' | 'onDropdownClose'> & {
  value: string | null
  options: Option[]
  chosen: Option | null
  onSearch: (text: string) => void
}
