import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { splitPath } from '../../../format/path.ts'
import { useAddress, withParams } from '../../address.ts'
import type { ListedVideo } from './listed-video.ts'
import classes from './video-list.module.css'

/** The path of a video, which opens its panel. */
export function VideoLink({ video: { id, path } }: { video: Pick<ListedVideo, 'id' | 'path'> }) {
  const { params } = useAddress()
  const { folder, name } = splitPath(path)
  return (
    <Anchor
      component={Link}
      to={`?${withParams(params, { video: id }, true)}`}
      preventScrollReset
      className={classes.link}
    >
      <span className={classes.folder}>{folder}</span>
      {name}
    </Anchor>
  )
}
