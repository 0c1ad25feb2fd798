import type { PreparedPackage } from './package/package.ts'

/** The maximum number of paths, because each costs a request to Dropbox in each synchronization. */
const maxPaths = 200

/**
 * Returns the files and folders whose names links spell with other letter case, by path. An author may fix such a link
 * by renaming the file, which Dropbox does not report.
 */
export function misspelledPaths({ links }: Pick<PreparedPackage, 'links'>): string[] {
  const found = new Set<string>()
  for (const { target } of links)
    if (target.kind === 'found' && target.spelling?.mismatch === 'CASE')
      for (const path of differingPaths(target.path, target.spelling.requestedPath)) found.add(path)
  return [...found].sort().slice(0, maxPaths)
}

/** Returns the file and those of its folders whose own names differ from the requested path. */
function differingPaths(path: string, requestedPath: string): string[] {
  const requested = requestedPath.split('/')
  const segments = path.split('/')
  return segments.flatMap((segment, index) =>
    segment.normalize('NFC') !== requested[index]?.normalize('NFC') ? [segments.slice(0, index + 1).join('/')] : [],
  )
}
