import { t } from '../../texts/texts.ts'

/** What an environment demands of a publication. `blockingFindings`: the codes of findings that block there. */
export type PublishingRules = {
  fourEyes: boolean
  requiresSecondFactor: boolean
  blockingFindings: readonly string[]
  acceptsFallback: boolean
}

/** Returns the rules of an environment that a publication meets, in a few words each. */
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
