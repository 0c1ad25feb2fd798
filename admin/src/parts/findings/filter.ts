import { codesOfKind } from './finding-kinds.ts'
import { SEVERITIES, type Severity } from './finding-labels.ts'

/** The parameters of the address that filter findings. */
export const filterParams = ['severity', 'kind', 'folder', 'state'] as const

/** What is shown of the findings. Without one of them: all that are not ignored. */
export const STATES = ['new', 'blocking', 'ignored'] as const

/** The arguments of the API by which findings are filtered. */
export type FindingFilter = {
  severity: Severity | null
  codes: string[] | null
  folder: string | null
  isNew: true | null
  blocking: true | null
  ignored: boolean
}

/** Reads the filter from the address. What is not a severity, kind, or state is ignored. */
export function readFilter(params: URLSearchParams): FindingFilter {
  const state = params.get('state')
  return {
    severity: SEVERITIES.find(severity => severity === params.get('severity')) ?? null,
    codes: codesOfKind(params.get('kind')),
    folder: params.get('folder') || null,
    isNew: state === 'new' || null,
    blocking: state === 'blocking' || null,
    ignored: state === 'ignored',
  }
}

/** Whether the address has a filter. */
export const isFiltered = (params: URLSearchParams): boolean => filterParams.some(name => params.get(name))
