import { type ReactNode, useState } from 'react'
import { t } from '../../../texts/texts.ts'
import classes from './picture-over.module.css'

/** Two pictures over each other, with a border that one moves. `marks`: what lies over both. */
export function PictureOver({ before, after, alt, refresh, marks }: Props) {
  const [percent, setPercent] = useState(50)
  return (
    <div>
      <div className={classes.over} style={{ ['--border' as string]: `${percent}%` }}>
        <img src={before} alt={alt.before} onError={refresh} />
        <img src={after} alt={alt.after} className={classes.after} onError={refresh} />
        {marks}
      </div>
      <input
        type="range"
        className={classes.border}
        aria-label={t('changes.border')}
        value={percent}
        onChange={event => setPercent(Number(event.currentTarget.value))}
      />
    </div>
  )
}

type Props = {
  before: string
  after: string
  alt: { before: string; after: string }
  refresh: () => void
  marks?: ReactNode
}
