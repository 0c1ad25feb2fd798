import { restrictedReason } from '../../files/restricted.ts'
import type { PreparedPackage } from '../package/package.ts'
import type { RuleFinding } from './rule.ts'

const remedy =
  'Replace the file with one that you may share, or ask Dropbox to lift the claim. Each synchronization tries this file again.'

/**
 * Reports files that Dropbox does not release, at the links to them. An ERROR where a page needs the file. A WARNING where
 * browsers show something else, or where nothing links to it.
 */
export const restrictedFiles = ({ ignored, links }: PreparedPackage): RuleFinding[] =>
  ignored
    .filter(({ reason }) => reason === restrictedReason)
    .flatMap(({ path: subject }): RuleFinding[] => {
      const message = `Dropbox does not release "${subject}" because of a copyright claim, so viewers do not get it.`
      const places = links.filter(({ target }) => target.kind === 'ignored' && target.path === subject)
      if (places.length === 0) return [{ path: subject, line: null, severity: 'WARNING' as const, message, remedy }]
      return places.map(({ page, line, url, more, alternative, optional }) => ({
        ...{ path: page, line, written: url, subject, ...(more > 0 && { more }), message, remedy },
        severity: alternative !== null || optional ? ('WARNING' as const) : ('ERROR' as const),
      }))
    })
