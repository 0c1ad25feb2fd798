import { Button } from '@mantine/core'
import type { CombinedError } from 'urql'
import { useMutation } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { EyeIcon } from '../../theme/icons.tsx'
import { openPendingTab } from './pending-tab.ts'

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

/** Shows the draft in a new tab, by a link that only who has it can open. Where the browser blocks the tab, `onBlocked` gets the link. */
export function PreviewButton({ slug, disabled, onTrouble: onError, onBlocked }: Props) {
  const [{ fetching }, create] = useMutation(CreatePreviewLink)
  const preview = async () => {
    const tab = openPendingTab('Opening the preview…')
    const { data, error } = await create({ slug })
    onError(error)
    const url = data?.createPreviewLink?.url
    if (!url) tab.close()
    else if (!tab.navigate(url)) onBlocked(url)
  }
  return (
    <Button variant="default" leftSection={<EyeIcon />} loading={fetching} disabled={disabled} onClick={preview}>
      Preview
    </Button>
  )
}

type Props = {
  slug: string
  disabled: boolean
  onTrouble: (error?: CombinedError) => void
  onBlocked: (url: string) => void
}
