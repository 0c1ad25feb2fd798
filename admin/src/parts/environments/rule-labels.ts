import { t } from '../../texts/texts.ts'
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

/** Those of the rules that a publication meets. */
export function publishingRuleLabels(environment: PublishingRules): string[] {
  const { fourEyes, requiresSecondFactor, blockingFindings, acceptsFallback } = environment
  const labels = [
    fourEyes && t('environments.chipFourEyes'),
    requiresSecondFactor && t('environments.chipSecondFactor'),
    blockingFindings.length > 0 && t('environments.chipBlocking', { count: blockingFindings.length }),
    acceptsFallback && t('environments.chipFallback'),
  ]
  return labels.filter(label => label !== false)
}

type PublishingRules = Pick<Environment, 'fourEyes' | 'requiresSecondFactor' | 'blockingFindings' | 'acceptsFallback'>
type Rules = PublishingRules & Pick<Environment, 'keepReleases' | 'keepDays' | 'controls' | 'resume'>
