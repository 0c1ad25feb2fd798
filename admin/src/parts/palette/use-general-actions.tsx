import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { formatLanguage } from '../../format/language.ts'
import { catalogs, chooseLocale, locale, t } from '../../texts/texts.ts'
import { EyeIcon, InfoIcon, PersonIcon } from '../../theme/icons.tsx'
import { signOut } from '../sign-in/sign-out.ts'
import { openShortcuts } from './open-palette.ts'
import type { PaletteItem } from './palette-item.ts'

const schemes: MantineColorScheme[] = ['auto', 'light', 'dark']

/** What the account menu offers: another appearance or language, the shortcuts, and Sign out. */
export function useGeneralActions(): PaletteItem[] {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const others = schemes.filter(scheme => scheme !== colorScheme)
  const languages = Object.keys(catalogs).filter(tag => tag !== locale)
  return [
    ...others.map(scheme => ({
      ...{ id: `general:${scheme}`, icon: <EyeIcon /> },
      label: t('palette.choiceOf', { choice: t('shell.colorScheme'), value: t('shell.colorSchemeOf', { scheme }) }),
      run: () => setColorScheme(scheme),
    })),
    ...languages.map(tag => ({
      ...{ id: `general:${tag}`, icon: <InfoIcon /> },
      label: t('palette.choiceOf', { choice: t('account.language'), value: formatLanguage(tag) }),
      run: () => {
        chooseLocale(tag)
        location.reload()
      },
    })),
    // After the palette is closed, because it does not open below another dialog.
    {
      id: 'general:keys',
      label: t('palette.shortcuts'),
      icon: <InfoIcon />,
      run: () => setTimeout(openShortcuts, 400),
    },
    { id: 'general:sign-out', label: t('shell.signOut'), icon: <PersonIcon />, run: () => void signOut() },
  ]
}
