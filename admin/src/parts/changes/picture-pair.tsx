import { SegmentedControl } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { useAddress } from '../address.ts'
import { FileMedia } from '../file-content/file-media.tsx'
import { PictureOver } from './looks/picture-over.tsx'
import classes from './picture-pair.module.css'

/** A picture before and after: side by side, or over each other with a border that one moves (`view=over`). */
export function PicturePair({ before, after, refresh }: { before: string; after: string; refresh: () => void }) {
  const { params, change } = useAddress()
  const isOver = params.get('view') === 'over'
  const sides = [
    { label: t('changes.before'), url: before },
    { label: t('changes.after'), url: after },
  ]
  return (
    <div>
      <SegmentedControl
        aria-label={t('changes.pictureView')}
        mb="md"
        value={isOver ? 'over' : ''}
        onChange={value => change({ view: value }, { replace: true })}
        data={[
          { value: '', label: t('changes.sideBySide') },
          { value: 'over', label: t('changes.over') },
        ]}
      />
      {isOver ? (
        <PictureOver
          before={before}
          after={after}
          alt={{ before: t('changes.before'), after: t('changes.after') }}
          refresh={refresh}
        />
      ) : (
        <div className={classes.sides}>
          {sides.map(({ label, url }) => (
            <figure key={label}>
              <figcaption>{label}</figcaption>
              <FileMedia kind="PICTURE" url={url} label={label} refresh={refresh} />
            </figure>
          ))}
        </div>
      )}
    </div>
  )
}
