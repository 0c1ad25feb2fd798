import { type MantineColorScheme, SegmentedControl, Text, useMantineColorScheme } from '@mantine/core'
import { useId } from 'react'
import { t } from '../../texts/texts.ts'

const schemes: MantineColorScheme[] = ['auto', 'light', 'dark']

/** Chooses the color scheme of this device. */
export function ColorSchemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const id = useId()
  return (
    <div>
      <Text id={id} size="xs" c="dimmed" fw={600} mb={4}>
        {t('shell.colorScheme')}
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        fullWidth
        size="xs"
        value={colorScheme}
        onChange={value => setColorScheme(value as MantineColorScheme)}
        data={schemes.map(scheme => ({ value: scheme, label: t('shell.colorSchemeOf', { scheme }) }))}
      />
    </div>
  )
}
