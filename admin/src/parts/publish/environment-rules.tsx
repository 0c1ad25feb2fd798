import { Text } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { type PublishingRules, publishingRuleLabels } from './publishing-rules.ts'

/** What the chosen environment demands of a publication. Nothing if it demands nothing. */
export function EnvironmentRules({ rules }: { rules: PublishingRules }) {
  const labels = publishingRuleLabels(rules)
  if (labels.length === 0) return null
  return (
    <Text size="sm" c="dimmed">
      {t('publish.rules', { rules: labels.join(' · ') })}
    </Text>
  )
}
