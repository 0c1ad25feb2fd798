import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { t } from '../../../texts/texts.ts'
import { useAddress, withParams } from '../../address.ts'
import classes from './details.module.css'

const PAGE = /\.x?html?$/i

/** The files that name a video. Pages lead to the preview. */
export function PageLinks({ pages }: { pages: readonly string[] }) {
  const { params } = useAddress()
  if (pages.length === 0) return t('videos.noPages')
  return (
    <ul className={classes.pages}>
      {pages.map(page => (
        <li key={page}>
          {PAGE.test(page) ? (
            <Anchor
              component={Link}
              to={`?${withParams(params, { show: 'preview', page, video: null, group: null, view: null })}`}
            >
              {page}
            </Anchor>
          ) : (
            page
          )}
        </li>
      ))}
    </ul>
  )
}
