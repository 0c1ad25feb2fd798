import { formatLanguage } from '../../format/language.ts'
import { catalogs, chooseLocale, locale, t } from '../../texts/texts.ts'
import { MenuChoice } from './menu-choice.tsx'

/** Chooses the language of this browser, and loads the page again. */
export function LanguageChoice() {
  return (
    <MenuChoice
      label={t('account.language')}
      value={locale}
      onChange={tag => {
        chooseLocale(tag)
        location.reload()
      }}
      data={Object.keys(catalogs).map(tag => ({ value: tag, label: formatLanguage(tag) }))}
    />
  )
}
