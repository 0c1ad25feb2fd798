import { t } from '../../../texts/texts.ts'
import type { Environment } from '../environment.ts'

/** The rules as the form has them: numbers as they are typed. */
export type Rules = Pick<
  Environment,
  'name' | 'fourEyes' | 'acceptsFallback' | 'blockingFindings' | 'controls' | 'resume'
> & { keepReleases: string; keepDays: string }

/** The rules that the person changed and has not saved yet. */
export type RuleChanges = Partial<Rules>

/** Returns the rules of the form: those of the environment, which others may change meanwhile, with the person's changes. */
export const formRules = (environment: Environment, changes: RuleChanges): Rules => ({
  ...environment,
  keepReleases: String(environment.keepReleases ?? ''),
  keepDays: String(environment.keepDays ?? ''),
  ...changes,
})

/** The input of the API for some changes. */
type RulesInput = Partial<Omit<Rules, 'keepReleases' | 'keepDays' | 'blockingFindings'>> & {
  blockingFindings?: string[]
  keepReleases?: number | null
  keepDays?: number | null
}

/** Returns the input for changes, or a message for each field that does not have a number. */
export function readChanges(changes: RuleChanges): { input: RulesInput; problems: Partial<Record<string, string>> } {
  const { keepReleases, keepDays, blockingFindings, ...rest } = changes
  const problems: Partial<Record<string, string>> = {}
  const input: RulesInput = { ...rest, ...(blockingFindings && { blockingFindings: [...blockingFindings] }) }
  for (const [field, text] of Object.entries({ keepReleases, keepDays })) {
    if (text === undefined) continue
    if (/^\d{0,9}$/.test(text.trim())) Object.assign(input, { [field]: text.trim() ? Number(text) : null })
    else problems[field] = t('environments.enterNumber')
  }
  return { input, problems }
}
