import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { formatBytes } from '../../format/bytes.ts'
import { formatList } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'

/** Which releases have the file as it is now, and links that compare it with what the others have. */
export function FileVersions({ file }: Props) {
  const { path, versions, contentHash } = file
  if (versions.length === 0) return t('files.inNoRelease')
  const same = versions.filter(version => version.contentHash === contentHash)
  const others = versions.filter(version => version.contentHash !== contentHash)
  return (
    <>
      <div>
        {same.length > 0
          ? t('files.sameIn', {
              count: same.length,
              releases: formatList(same.map(({ releaseNumber }) => String(releaseNumber))),
            })
          : t('files.sameInNone')}
      </div>
      {others.map(({ releaseNumber, bytes }) => (
        <div key={releaseNumber}>
          <Anchor
            component={Link}
            to={`?${new URLSearchParams({ show: 'changes', from: String(releaseNumber), file: path })}`}
            inherit
          >
            {t('files.compareWith', { release: String(releaseNumber), size: formatBytes(bytes) })}
          </Anchor>
        </div>
      ))}
    </>
  )
}

type Props = {
  file: {
    path: string
    contentHash: string
    versions: readonly { releaseNumber: number; bytes: number; contentHash: string }[]
  }
}
