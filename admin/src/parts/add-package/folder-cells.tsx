import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatBytes } from '../../format/bytes.ts'
import { t } from '../../texts/texts.ts'
import { RelativeTime } from '../relative-time.tsx'
import { overlappingChoice } from './chosen-folders.ts'
import type { TreeFolder } from './folder.ts'
import classes from './folder-cells.module.css'
import type { Details } from './use-folder-details.ts'

/** What stands right of a folder's name: its package or why it cannot become one, and what it holds, where that is known. */
export function FolderCells({ folder, chosen, details, note }: Props) {
  return (
    <>
      <span className={classes.state}>{stateOf(folder, chosen) ?? note}</span>{' '}
      {details === undefined || typeof details === 'string' ? null : <Contents contents={details.contents} />}
    </>
  )
}

/** The package of a folder as a link, or in words why it cannot be chosen. Null if it can. */
function stateOf({ path, package: pkg, packagesInside, problem }: TreeFolder, chosen: readonly string[]): ReactNode {
  if (pkg)
    return (
      <Anchor
        component={Link}
        to={`/packages/${pkg.slug}`}
        inherit
        aria-label={t('addPackage.isPackageNamed', { title: pkg.title })}
        onClick={event => event.stopPropagation()}
      >
        {t('addPackage.isPackage')}
      </Anchor>
    )
  if (packagesInside > 0) return t('addPackage.holds', { count: packagesInside })
  if (problem) return <span title={problem.message}>{t('addPackage.isTaken')}</span>
  const overlap = overlappingChoice(path, chosen)
  if (!overlap) return null
  return overlap.isAround ? t('addPackage.insideChosen') : t('addPackage.aroundChosen')
}

function Contents({ contents }: { contents: Exclude<Details, string>['contents'] }) {
  if (!contents) return null
  const { files, bytes, changedAt, complete } = contents
  return (
    <>
      <span className={classes.count}>
        {complete ? t('addPackage.files', { count: files }) : t('addPackage.filesAtLeast', { count: files })}
      </span>{' '}
      {files > 0 && <span className={classes.size}>{formatBytes(bytes)}</span>}{' '}
      {changedAt && (
        <span className={classes.time}>
          <RelativeTime at={changedAt} />
        </span>
      )}
    </>
  )
}

type Props = {
  folder: TreeFolder
  chosen: readonly string[]
  details: Details | undefined
  /** What is said when the folder can be chosen. */
  note: ReactNode
}
