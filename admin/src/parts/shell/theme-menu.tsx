import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'
import { t } from '../../texts/texts.ts'

/** The part of a menu that chooses the color scheme of this device. */
export function ThemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu.RadioGroup value={colorScheme} onChange={value => setColorScheme(value as MantineColorScheme)}>
      <Menu.Label>{t('shell.theme')}</Menu.Label>
      <Menu.RadioItem value="auto">{t('shell.themeSystem')}</Menu.RadioItem>
      <Menu.RadioItem value="light">{t('shell.themeLight')}</Menu.RadioItem>
      <Menu.RadioItem value="dark">{t('shell.themeDark')}</Menu.RadioItem>
    </Menu.RadioGroup>
  )
}
