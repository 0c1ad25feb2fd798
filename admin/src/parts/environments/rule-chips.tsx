import { Badge, Group } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import type { Environment } from './environment.ts'
import { ruleLabels } from './rule-labels.ts'

/** The rules of an environment in a few words each. */
export function RuleChips({ environment }: { environment: Environment }) {
  const labels = ruleLabels(environment)
  if (labels.length === 0) return t('environments.noRules')
  return (
    <Group gap={4} maw={420}>
      {labels.map(label => (
        <Badge key={label} color="gray">
          {label}
        </Badge>
      ))}
    </Group>
  )
}
