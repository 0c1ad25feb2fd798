import { splitPath } from '../../format/path.ts'
import { type FragmentOf, graphql, readFragment } from '../../graphql/tada.ts'
import { itemNote, itemSize } from './item-labels.ts'
import classes from './item-list.module.css'

/** A file of a run's plan, as its row shows it. */
export const ItemRowFields = graphql(`
  fragment ItemRowFields on SyncItem {
    path
    action
    status
    bytes
    reason
    error {
      message
    }
  }
`)

/** One file: its path, its size, and a note if there is one. */
export function ItemRow({ item, isRunFinished }: { item: FragmentOf<typeof ItemRowFields>; isRunFinished: boolean }) {
  const file = readFragment(ItemRowFields, item)
  const { folder, name } = splitPath(file.path)
  const note = itemNote(file, isRunFinished)
  return (
    <li className={classes.item}>
      <span className={classes.path}>
        <span className={classes.folder}>{folder}</span>
        {name}
      </span>
      <span className={classes.size}>{itemSize(file)}</span>
      {note && (
        <span className={classes.note} data-error={note.isError || undefined}>
          {note.text}
        </span>
      )}
    </li>
  )
}
