import type { VariablesOf } from '../../graphql/tada.ts'
import { attentionStates } from '../attention/attention.ts'
import type { PackagePageQuery } from './listed-package.ts'

/** The arguments of the list that the address decides. */
export type ListFilter = Omit<VariablesOf<typeof PackagePageQuery>, 'first' | 'after'>
type State = NonNullable<ListFilter['states']>[number]

/** All states of packages, worst first. */
export const states: readonly State[] = [
  ...attentionStates,
  'RUNNING',
  'CHANGES_NOT_PUBLISHED',
  'UP_TO_DATE',
  'NOT_SYNCHRONIZED',
]

/** The orders of the list, by their name in the address. */
const sorts = { name: 'NAME', change: 'LAST_CHANGE', state: 'STATE' } as const
export type SortName = keyof typeof sorts
export const sortNames = Object.keys(sorts) as SortName[]

/** The parameters of the address that filter the list. */
export const filterParams = ['search', 'state', 'environment', 'attention', 'running', 'archived'] as const

/** Reads the filter and the order from the address. What the list does not know is ignored. */
export function readListFilter(params: URLSearchParams): ListFilter {
  const state = states.find(name => name === params.get('state'))
  const isArchived = params.get('archived') === 'yes'
  return {
    search: params.get('search') || null,
    states: state ? [state] : params.get('attention') === 'yes' ? [...attentionStates] : null,
    running: params.get('running') === 'yes' ? true : null,
    environment: params.get('environment') || null,
    archived: isArchived,
    sort: sorts[readSort(params)],
  }
}

/** Reads the order from the address. By name without one. */
export const readSort = (params: URLSearchParams): SortName =>
  sortNames.find(name => name === params.get('sort')) ?? 'name'

/** Whether anything but the order is chosen. */
export const isFiltered = (params: URLSearchParams): boolean => filterParams.some(name => params.get(name))
