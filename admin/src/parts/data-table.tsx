import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './data-table.module.css'

/** A column of a table. `isAction`: its cells hold buttons, at the right, and its heading is read aloud only. */
export type Column<Row> = { title: string; cell: (row: Row) => ReactNode; isAction?: boolean }

/**
 * A table whose first column names each row. On a narrow screen each row is a block, with the column's title before each
 * value.
 */
export function DataTable<Row extends { id: string }>({ label, columns, rows }: Props<Row>) {
  const [firstColumn, ...otherColumns] = columns
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ title, isAction }) => (
            <th key={title} scope="col">
              {isAction ? <VisuallyHidden>{title}</VisuallyHidden> : title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <th scope="row">{firstColumn?.cell(row)}</th>
            {otherColumns.map(({ title, cell, isAction }) => (
              <td key={title} data-title={isAction ? undefined : title} data-action={isAction || undefined}>
                <div>{cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type Props<Row> = { label: string; columns: readonly Column<Row>[]; rows: readonly Row[] }
