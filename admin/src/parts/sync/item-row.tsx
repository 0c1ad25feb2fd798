import { type FragmentOf, graphql, readFragment } from '../../graphql/tada.ts'
import { splitPath } from '../../format/path.ts'
import classes from './item-list.module.css'
import { itemNote, itemSize } from './item-labels.ts'

/** A file of a run's plan, as a line shows it. */
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

/** One file: its folder faint and its name clear, its size, and what is to be said of it. `over`: the run is. */
export function ItemRow({ item, over: isRunFinished }: { item: FragmentOf<typeof ItemRowFields>; over: boolean }) {
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
        <span className={classes.note} data-bad={note.isError || undefined}>
          {note.text}
        </span>
      )}
    </li>
  )
}
