import { Text } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { FileMedia, isMedia } from '../file-content/file-media.tsx'
import { TextLines } from '../file-content/text-lines.tsx'

/** Shows what is in a file: a picture, a video, a sound, or its text. */
export function FilePreview({ file, refresh }: Props) {
  const { path, kind, url, text } = file
  if (isMedia(kind)) return <FileMedia kind={kind} url={url} label={path} refresh={refresh} />
  if (text !== null) return <TextLines text={text} />
  return (
    <Text size="sm" c="dimmed">
      {t('files.noPreview')}
    </Text>
  )
}

type Props = {
  file: { path: string; kind: string; url: string; text: string | null }
  refresh: () => void
}
