import { TextInput, type TextInputProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { SearchIcon } from '../theme/icons.tsx'

/**
 * The state of a search in a list. `text` is what was typed, and `search` is what the list is searched for, a moment
 * later. `restart` is called for a new text, because the list then starts at its first page.
 */
export function useSearch({ restart }: { restart: () => void }) {
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 250)
  const change = (newText: string) => {
    setText(newText)
    restart()
  }
  return { text, search, change }
}

type Props = { search: ReturnType<typeof useSearch>; label: string } & Pick<
  TextInputProps,
  'mb' | 'maw' | 'w' | 'onKeyDown'
> & {
    'data-autofocus'?: boolean
  }

/** The field for the text of a search. */
export function SearchField({ search, label, ...rest }: Props) {
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<SearchIcon />}
      value={search.text}
      onChange={event => search.change(event.currentTarget.value)}
      {...rest}
    />
  )
}
