import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { type DiffRow, readPatch, type Side } from './patch.ts'
import classes from './text-diff.module.css'
import { markWords, type Part } from './words.ts'

/** Longer diffs are shown on request, because so many rows slow down the page. */
const MAX_ROWS = 600

/** A text before and after, side by side, or below each other on a narrow screen. Equal lines are folded. */
export function TextDiff({ patch }: { patch: string }) {
  const [isWhole, setIsWhole] = useState(false)
  const rows = useMemo(() => readPatch(patch), [patch])
  const shown = isWhole ? rows : rows.slice(0, MAX_ROWS)
  return (
    <>
      <table className={classes.diff} aria-label={t('changes.textDiff')}>
        <colgroup>
          <col className={classes.number} />
          <col />
          <col className={classes.number} />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {t('changes.before')}
            </th>
            <th scope="col" colSpan={2}>
              {t('changes.after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity
            <Row key={index} row={row} />
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <Button variant="default" onClick={() => setIsWhole(true)}>
          {t('changes.allRows', { count: String(rows.length) })}
        </Button>
      )}
    </>
  )
}

function Row({ row }: { row: DiffRow }) {
  if (typeof row === 'number')
    return (
      <tr className={classes.fold}>
        <td colSpan={4}>{t('changes.equalLines', { count: row })}</td>
      </tr>
    )
  const { before, after, isSame } = row
  const marked = before && after && !isSame ? markWords(before.text, after.text) : null
  return (
    <tr data-same={isSame || undefined}>
      <Cells side={before} parts={marked?.before} mark={isSame ? undefined : 'del'} />
      <Cells side={after} parts={marked?.after} mark={isSame ? undefined : 'ins'} />
    </tr>
  )
}

function Cells({ side, parts, mark: Mark }: { side: Side | null; parts?: Part[]; mark?: 'del' | 'ins' }) {
  if (!side) return <td colSpan={2} className={classes.nothing} />
  return (
    <>
      <td className={classes.number} data-mark={Mark}>
        {side.number}
      </td>
      <td data-mark={Mark} className={classes.line}>
        {parts
          ? parts.map(({ text, isChanged }, index) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other identity
              isChanged && Mark ? <Mark key={index}>{text}</Mark> : <span key={index}>{text}</span>,
            )
          : side.text || '\u200b'}
      </td>
    </>
  )
}
