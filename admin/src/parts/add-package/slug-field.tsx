import { TextInput } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { CheckIcon } from '../../theme/icons.tsx'
import { useSlugProblem } from './use-slug-problem.ts'

/**
 * The address of a new package, which is checked while a person types it. `refusal`: what the server said about it when
 * the package was to be added. `isTwice`: another chosen folder has it too.
 */
export function SlugField({ path, slug, isTwice, isChecked, refusal, change }: Props) {
  const { message, isFree } = useSlugProblem(slug ?? '', !isChecked || !slug)
  const isAvailable = isFree && !isTwice && !refusal
  return (
    <TextInput
      label={t('addPackage.address')}
      aria-label={t('addPackage.addressOf', { path })}
      description={isAvailable ? t('addPackage.addressFree') : t('addPackage.addressHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      required
      withAsterisk={false}
      maxLength={63}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      value={slug ?? ''}
      error={isTwice ? t('addPackage.addressTwice') : (message ?? refusal)}
      rightSection={isAvailable && <CheckIcon />}
      onChange={event => change(event.currentTarget.value)}
    />
  )
}

type Props = {
  path: string
  slug: string | undefined
  isTwice: boolean
  isChecked: boolean
  refusal: string | null
  change: (text: string) => void
}
