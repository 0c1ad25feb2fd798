import { useState } from 'react'
import { t } from '../../texts/texts.ts'
import classes from './file-media.module.css'

/** The kinds of files that are shown or played. */
const mediaKinds = ['PICTURE', 'VIDEO', 'SOUND']

export const isMedia = (kind: string): boolean => mediaKinds.includes(kind)

/**
 * A picture with its size in pixels, a video, or a sound of the author, as it is. `refresh` gets a new address when this one
 * no longer works.
 */
export function FileMedia({ kind, url, label, refresh }: Props) {
  const [failed, setFailed] = useState<string | null>(null)
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  const fail = () => {
    // Two failures in a row are the file's fault.
    if (failed === null) refresh()
    setFailed(url)
  }
  if (kind === 'SOUND')
    // biome-ignore lint/a11y/useMediaCaption: the author's file, as it is
    return <audio controls preload="metadata" src={url} aria-label={label} className={classes.sound} onError={fail} />
  if (kind === 'VIDEO')
    // biome-ignore lint/a11y/useMediaCaption: the author's file, as it is
    return <video controls preload="metadata" src={url} aria-label={label} className={classes.video} onError={fail} />
  return (
    <>
      <div className={classes.picture}>
        <img
          src={url}
          alt={label}
          onError={fail}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
            setFailed(null)
            setSize({ width, height })
          }}
        />
      </div>
      {size && (
        <small className={classes.size}>
          {t('fileContent.pixels', { width: String(size.width), height: String(size.height) })}
        </small>
      )}
      {failed === url && <small className={classes.size}>{t('fileContent.noPicture')}</small>}
    </>
  )
}

type Props = { kind: string; url: string; label: string; refresh: () => void }
