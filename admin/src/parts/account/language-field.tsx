import { NativeSelect } from '@mantine/core'
import { formatLanguage } from '../../format/language.ts'
import { catalogs, chooseLocale, chosenLocale, t } from '../../texts/texts.ts'

/** The choice of the language of this browser. */
export function LanguageField() {
  const options = Object.keys(catalogs).map(tag => ({ value: tag, label: formatLanguage(tag) }))
  return (
    <NativeSelect
      label={t('account.language')}
      description={t('account.languageHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      maw={420}
      value={chosenLocale() ?? ''}
      onChange={event => {
        chooseLocale(event.currentTarget.value || null)
        location.reload()
      }}
      data={[{ value: '', label: t('account.asBrowser') }, ...options]}
    />
  )
}
