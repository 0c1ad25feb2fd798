import { type MantineColorScheme, SegmentedControl, Text, useMantineColorScheme } from '@mantine/core'
import { useId } from 'react'
import { t } from '../../texts/texts.ts'

/** Chooses the color scheme of this device. */
export function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const id = useId()
  return (
    <div>
      <Text id={id} size="xs" c="dimmed" fw={600} mb={4}>
        {t('shell.theme')}
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        fullWidth
        size="xs"
        value={colorScheme}
        onChange={value => setColorScheme(value as MantineColorScheme)}
        data={[
          { value: 'auto', label: t('shell.themeSystem') },
          { value: 'light', label: t('shell.themeLight') },
          { value: 'dark', label: t('shell.themeDark') },
        ]}
      />
    </div>
  )
}
