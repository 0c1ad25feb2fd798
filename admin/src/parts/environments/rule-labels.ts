import { t } from '../../texts/texts.ts'
import { type PublishingRules, publishingRuleLabels } from '../publish/publishing-rules.ts'
import type { Environment } from './environment.ts'

/** Returns the rules of an environment that differ from those of a new one, in a few words each. */
export function ruleLabels(environment: Rules): string[] {
  const { keepReleases, keepDays, controls, resume } = environment
  const labels = [
    ...publishingRuleLabels(environment),
    keepReleases !== null && t('environments.chipKeepReleases', { releases: keepReleases }),
    keepDays !== null && t('environments.chipKeepDays', { days: keepDays }),
    controls && t('environments.chipControls'),
    !resume && t('environments.chipNoResume'),
  ]
  return labels.filter(label => label !== false)
}

type Rules = PublishingRules & Pick<Environment, 'keepReleases' | 'keepDays' | 'controls' | 'resume'>
