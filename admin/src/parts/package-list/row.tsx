import { Checkbox } from '@mantine/core'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import type { SelectedPackage, Selection } from '../package-bulk/selected-package.ts'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import type { ListColumn } from './columns.tsx'
import type { ListedPackage } from './listed-package.ts'
import { toSelected } from './listed-package.ts'
import classes from './package-table.module.css'
import { shownLabel, stateTone, stateWords } from './state-labels.ts'

/** The heights of rows in pixels: in a table with columns, and with two lines for each package. */
export const rowHeights = { wide: 44, narrow: 68 }

/** One package. `number`: its place in the list, from 0. */
export function Row({ pkg, number, columns, isNarrow, selection, select }: RowProps) {
  const { slug, title } = pkg
  const isSelected = selection.has(slug)
  const link = (
    <Link to={`/packages/${slug}`} className={classes.title} title={title}>
      {title}
    </Link>
  )
  return (
    <tr aria-rowindex={number + 2} data-selected={isSelected || undefined}>
      <td className={classes.check}>
        {select && (
          <Checkbox
            size="xs"
            aria-label={t('packageList.select', { title })}
            checked={isSelected}
            onChange={event => select([toSelected(pkg)], event.currentTarget.checked)}
          />
        )}
      </td>
      {isNarrow ? (
        <th scope="row">
          <div className={classes.line}>
            {link}
            <State pkg={pkg} />
          </div>
          <div className={classes.line} data-dimmed>
            <span className={classes.cut}>{shownIn(pkg)}</span>
            <RelativeTime at={pkg.lastChangedAt} />
          </div>
        </th>
      ) : (
        <>
          <th scope="row">{link}</th>
          <td>
            <State pkg={pkg} />
          </td>
          {columns.map(({ name, cell }) => (
            <td key={name}>{cell(pkg)}</td>
          ))}
        </>
      )}
    </tr>
  )
}

function State({ pkg }: { pkg: ListedPackage }) {
  const { state, work } = stateWords(pkg)
  return (
    <span className={classes.cut} title={work === null ? state : `${state} · ${work}`}>
      <Status tone={stateTone(pkg.state)}>{state}</Status>
      {work !== null && <span data-dimmed> {work}</span>}
    </span>
  )
}

/** What each environment shows, in a line: `Production r2 · 3 behind, Staging r3`. */
const shownIn = ({ deployments }: ListedPackage) =>
  deployments?.map(deployment => `${deployment.environment?.name ?? ''} ${shownLabel(deployment).label}`).join(', ') ||
  t('packageList.notPublished')

export type RowProps = {
  pkg: ListedPackage
  number: number
  columns: readonly ListColumn[]
  isNarrow: boolean
  selection: Selection
  select: ((packages: readonly SelectedPackage[], isSelected: boolean) => void) | undefined
}
