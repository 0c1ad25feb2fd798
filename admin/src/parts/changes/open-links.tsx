import { Anchor, Group } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import type { Deployment } from '../publish/deployment.ts'
import type { ChangeDetail, Versions } from './change.ts'

/** Links to the file in each version: the page as teachers see it, and the files for saving. */
export function OpenLinks({ change, versions, deployments }: Props) {
  const { path, fileKind, urlBefore, urlAfter } = change
  const isPage = fileKind === 'PAGE'
  const pageUrl = (number: number) => {
    const url = deployments.find(({ release }) => release.number === number)?.url
    return isPage && url ? `${url}${path.split('/').map(encodeURIComponent).join('/')}` : null
  }
  const links = [
    { url: urlBefore && pageUrl(versions.base), label: t('changes.openRelease', { release: String(versions.base) }) },
    {
      url: urlAfter && versions.to !== null && pageUrl(versions.to),
      label: t('changes.openRelease', { release: String(versions.to) }),
    },
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

type Props = { change: ChangeDetail; versions: Versions; deployments: readonly Deployment[] }
