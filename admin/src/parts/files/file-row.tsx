import { Table } from '@mantine/core'
import { formatBytes } from '../../format/bytes.ts'
import { splitPath } from '../../format/path.ts'
import { type FragmentOf, graphql, readFragment } from '../../graphql/tada.ts'
import { RelativeTime } from '../relative-time.tsx'
import classes from './files.module.css'

/** A file of the draft, as its row shows it. */
export const FileRowFields = graphql(`
  fragment FileRowFields on DraftFile {
    path
    bytes
    modifiedAt
  }
`)

/** One file: its path, the time of its last change in Dropbox, and its size. */
export function FileRow({ file }: { file: FragmentOf<typeof FileRowFields> }) {
  const { path, bytes: size, modifiedAt } = readFragment(FileRowFields, file)
  const { folder, name } = splitPath(path)
  return (
    <Table.Tr>
      <Table.Td className={classes.path}>
        <span className={classes.folder}>{folder}</span>
        {name}
      </Table.Td>
      <Table.Td className={classes.modified}>
        <RelativeTime at={modifiedAt} />
      </Table.Td>
      <Table.Td className={classes.size}>{formatBytes(size)}</Table.Td>
    </Table.Tr>
  )
}
