import { splitPath } from '../../format/path.ts'
import classes from './page-path.module.css'

/** The path of a page: its folder in gray, then its name. Long paths wrap. */
export function PagePath({ path }: { path: string }) {
  const { folder, name } = splitPath(path)
  return (
    <span className={classes.path}>
      <span className={classes.folder}>{folder}</span>
      {name}
    </span>
  )
}
