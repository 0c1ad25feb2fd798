import { formatBytes } from '../../format/bytes.ts'
import { formatList } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'
import type { Contents } from './folder.ts'

/** What a folder holds: `12 pages, 3 videos, 40 other files · 8.7 MB`. Null if it is unknown. */
export function contentsLabel(contents: Contents | null): string | null {
  if (!contents) return null
  const { files, pages, videos, bytes, complete } = contents
  if (files === 0) return t('dropbox.holdsNothing')
  const others = files - pages - videos
  const counts = formatList([
    t('dropbox.pages', { count: pages }),
    ...(videos > 0 ? [t('dropbox.videos', { count: videos })] : []),
    ...(others > 0 ? [t('dropbox.otherFiles', { count: others })] : []),
  ])
  const size = formatBytes(bytes)
  return complete ? t('dropbox.holdsWithSize', { counts, size }) : t('dropbox.holdsAtLeast', { counts, size })
}
