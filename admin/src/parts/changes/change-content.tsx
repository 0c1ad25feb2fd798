import { Text } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { FileMedia, isMedia } from '../file-content/file-media.tsx'
import { TextLines } from '../file-content/text-lines.tsx'
import type { ChangeDetail } from './change.ts'
import classes from './change-content.module.css'
import { PicturePair } from './picture-pair.tsx'
import { TextDiff } from './text-diff.tsx'

/** Both sides of a change: pictures and videos beside each other, and texts line by line. */
export function ChangeContent({ change, refresh }: { change: ChangeDetail; refresh: () => void }) {
  const { kind, fileKind, urlBefore, urlAfter, textDiff, text } = change
  const sides = [
    { label: t('changes.before'), url: urlBefore },
    { label: t('changes.after'), url: urlAfter },
  ]
  return (
    <>
      {fileKind === 'PICTURE' && urlBefore && urlAfter && (
        <PicturePair before={urlBefore} after={urlAfter} refresh={refresh} />
      )}
      {isMedia(fileKind) && !(fileKind === 'PICTURE' && kind === 'CHANGED') && (
        <div className={classes.sides}>
          {sides.map(
            ({ label, url }) =>
              url && (
                <figure key={label}>
                  {kind === 'CHANGED' && <figcaption>{label}</figcaption>}
                  <FileMedia kind={fileKind} url={url} label={label} refresh={refresh} />
                </figure>
              ),
          )}
        </div>
      )}
      {textDiff && <TextDiff patch={textDiff} />}
      {text !== null && <TextLines text={text} />}
      {textDiff === null && text === null && !isMedia(fileKind) && <Text c="dimmed">{t('changes.notShown')}</Text>}
    </>
  )
}
