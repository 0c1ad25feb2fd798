import { Anchor, Group } from '@mantine/core'
import { encodePath } from '../../format/path.ts'
import { t } from '../../texts/texts.ts'
import type { Deployment } from '../publish/deployment.ts'
import type { ChangeDetail, Versions } from './change.ts'

/** Links to the file in each version: the page as teachers see it, and the files for saving. */
export function OpenLinks({ change, versions, deployments, previewUrl }: Props) {
  const { path, fileKind, urlBefore, urlAfter } = change
  const isPage = fileKind === 'PAGE'
  const pageAt = (url: string | null | undefined) => (isPage && url ? url + encodePath(path) : null)
  const pageUrl = (number: number) => pageAt(deployments.find(({ release }) => release.number === number)?.url)
  const links = [
    { url: urlBefore && pageUrl(versions.base), label: t('changes.openRelease', { release: String(versions.base) }) },
    {
      url: urlAfter && versions.to !== null && pageUrl(versions.to),
      label: t('changes.openRelease', { release: String(versions.to) }),
    },
    { url: urlAfter && pageAt(previewUrl), label: t('changes.openPreview') },
    { url: urlBefore && `${urlBefore}?download`, label: t('changes.saveBefore') },
    { url: urlAfter && `${urlAfter}?download`, label: t('changes.saveAfter') },
  ]
  return (
    <Group gap="lg">
      {links.map(
        ({ url, label }) =>
          url && (
            <Anchor key={label} href={url} target="_blank" rel="noreferrer" size="sm">
              {label}
            </Anchor>
          ),
      )}
    </Group>
  )
}

/** `previewUrl`: where the pages of the draft are, for who may preview it. */
type Props = {
  change: ChangeDetail
  versions: Versions
  deployments: readonly Deployment[]
  previewUrl: string | null
}
