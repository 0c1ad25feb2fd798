import { Anchor, Button } from '@mantine/core'
import { useState } from 'react'
import { useClient } from 'urql'
import { usePackagePermission } from '../../../graphql/use-package-permission.ts'
import { t } from '../../../texts/texts.ts'
import { ExternalLinkIcon } from '../../../theme/icons.tsx'
import { openPendingTab } from '../../pending-tab.ts'
import { DraftContentUrl } from '../../preview/draft-content-url.ts'
import { addressOf } from '../../preview/frame-address.ts'

const isPage = (path: string) => /\.(x?html?|xht)$/i.test(path)

/** Opens a file of the draft in a new tab. Nothing without permission to preview the package. */
export function PreviewPageButton({ slug, path }: { slug: string; path: string }) {
  const client = useClient()
  const canPreview = usePackagePermission('package.preview')
  const [blockedUrl, setBlockedUrl] = useState<string>()
  if (!canPreview) return null
  const open = async () => {
    const tab = openPendingTab(t('findings.openingPreview'))
    // The address ends after some minutes, so each click gets one of its own.
    const { data } = await client.query(DraftContentUrl, { slug }, { requestPolicy: 'network-only' })
    const base = data?.package?.draft?.contentUrl
    if (!base) return tab.close()
    const url = addressOf(base, path)
    if (!tab.navigate(url)) setBlockedUrl(url)
  }
  return (
    <>
      <Button variant="default" size="xs" leftSection={<ExternalLinkIcon />} onClick={open}>
        {isPage(path) ? t('findings.openInPreview') : t('findings.openFileInPreview')}
      </Button>
      {blockedUrl && (
        <Anchor href={blockedUrl} target="_blank" rel="noreferrer" size="sm" fw={600}>
          {t('preview.open')}
        </Anchor>
      )}
    </>
  )
}
