import { formatAlternatives } from '../../../format/count.ts'
import { t } from '../../../texts/texts.ts'

const maxNamed = 3

/** Says that the rules cannot be changed, and who can be asked: three people by name, and how many more there are. */
export function readOnlyText(managers: string[]): string {
  if (managers.length === 0) return t('environments.readOnly')
  const named = managers.slice(0, maxNamed)
  const more = managers.length - named.length
  const names = formatAlternatives(more > 0 ? [...named, t('environments.others', { count: more })] : named)
  return t('environments.readOnlyAsk', { names })
}
