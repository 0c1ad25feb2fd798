import type { CombinedError } from 'urql'
import { useMutation } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { EyeIcon } from '../../theme/icons.tsx'
import { useCommand } from '../palette/commands.ts'
import { openPendingTab } from '../pending-tab.ts'
import { ServerButton } from '../server-button.tsx'

const CreatePreviewLink = graphql(`
  mutation CreatePreviewLink($slug: String!) {
    createPreviewLink(slug: $slug) {
      url
      link {
        id
      }
    }
  }
`)

/** Opens the draft in a new tab through a new preview link. `onBlocked` gets the link if the browser blocks the tab. */
export function PreviewButton({ slug, disabledReason, onError, onBlocked }: Props) {
  const [{ fetching }, create] = useMutation(CreatePreviewLink)
  const preview = async () => {
    const tab = openPendingTab(t('preview.opening'))
    const { data, error } = await create({ slug })
    onError(error)
    const url = data?.createPreviewLink?.url
    if (!url) tab.close()
    else if (!tab.navigate(url)) onBlocked(url)
  }
  useCommand('preview', disabledReason ? null : { label: t('preview.preview'), icon: <EyeIcon />, run: preview })
  return (
    <ServerButton
      variant="default"
      leftSection={<EyeIcon />}
      loading={fetching}
      refusal={disabledReason}
      onClick={preview}
    >
      {t('preview.preview')}
    </ServerButton>
  )
}

type Props = {
  slug: string
  /** Why there is nothing to preview, or null. */
  disabledReason: string | null
  onError: (error?: CombinedError) => void
  onBlocked: (url: string) => void
}
