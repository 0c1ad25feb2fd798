import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { MenuChoice } from './menu-choice.tsx'

const schemes: MantineColorScheme[] = ['auto', 'light', 'dark']

/** Chooses the color scheme of this device. */
export function ColorSchemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <MenuChoice
      label={t('shell.colorScheme')}
      value={colorScheme}
      onChange={value => setColorScheme(value as MantineColorScheme)}
      data={schemes.map(scheme => ({ value: scheme, label: t('shell.colorSchemeOf', { scheme }) }))}
    />
  )
}
