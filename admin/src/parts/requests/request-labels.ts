import { formatAlternatives } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'

/** So many people are named. More are counted. */
const MAX_NAMED = 3

/** Whom a button asks: `Ask Ada or Ben to publish`. */
export function askLabel(people: readonly string[]): string {
  return people.length > MAX_NAMED
    ? t('requests.askCount', { count: people.length })
    : t('requests.ask', { names: formatAlternatives([...people]) })
}
