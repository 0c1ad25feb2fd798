import { createHash } from 'node:crypto'

/**
 * A place in a package. `line` null means the whole file. `written`: the text there that is wrong, such as the address of
 * a link. `correction`: what to write instead.
 */
export type FindingPlace = { path: string; line: number | null; written?: string; correction?: string }

/**
 * A finding before it has a row: one cause of trouble. `path` and `line` are its first place. `cause` is a hash of the
 * code and of what the finding is about: the same in later revisions. `places` are the first of its `placeCount` places.
 */
export type NewFinding = Pick<FindingPlace, 'path' | 'line'> & {
  code: string
  cause: string
  severity: 'ERROR' | 'WARNING' | 'INFO'
  message: string
  remedy: string
  placeCount: number
  places: FindingPlace[]
}

/** Returns the hash of a code and of what a finding is about: a file, an address, or '' for the package. */
export const causeHash = (code: string, subject: string): string =>
  createHash('sha256').update(`${code}\n${subject}`).digest('hex').slice(0, 32)
