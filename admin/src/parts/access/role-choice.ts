import { useState } from 'react'
import { t } from '../../texts/texts.ts'
import type { Role } from './role.ts'

/** Where a role may hold. `both`: for one package in one environment. */
export const places = ['everywhere', 'environment', 'package', 'both'] as const
export type Place = (typeof places)[number]

/** What a form has chosen so far. `environment` and `pkg` are slugs; null before one is chosen. */
export type RoleChoice = { role: Role; place: Place; environment: string | null; pkg: string | null }

/** The input of the API for a choice, with null where the role is not limited. */
export type RoleInput = { role: Role; environment: string | null; package: string | null }

export const needsEnvironment = (place: Place): boolean => place === 'environment' || place === 'both'
export const needsPackage = (place: Place): boolean => place === 'package' || place === 'both'

/** What the form still lacks, by field. */
export function choiceProblems({ place, environment, pkg }: RoleChoice): { environment?: string; pkg?: string } {
  return {
    ...(needsEnvironment(place) && !environment && { environment: t('access.chooseEnvironment') }),
    ...(needsPackage(place) && !pkg && { pkg: t('access.choosePackage') }),
  }
}

/** Returns the input of a choice. A package chosen before the place changed does not count. */
export const toRoleInput = ({ role, place, environment, pkg }: RoleChoice): RoleInput => ({
  role,
  environment: needsEnvironment(place) ? environment : null,
  package: needsPackage(place) ? pkg : null,
})

/**
 * The state of the fields for a role and its scope. `validate` returns the input, or null after it showed what is
 * missing.
 */
export function useRoleChoice(role: Role) {
  const [choice, setChoice] = useState<RoleChoice>({ role, place: 'everywhere', environment: null, pkg: null })
  const [isValidated, setIsValidated] = useState(false)
  const problems = choiceProblems(choice)
  return {
    choice,
    problems: isValidated ? problems : {},
    change: (changes: Partial<RoleChoice>) => setChoice({ ...choice, ...changes }),
    validate: (): RoleInput | null => {
      setIsValidated(true)
      return Object.keys(problems).length > 0 ? null : toRoleInput(choice)
    },
  }
}
