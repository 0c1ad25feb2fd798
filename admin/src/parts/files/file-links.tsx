import { Button, Group } from '@mantine/core'
import { encodePath } from '../../format/path.ts'
import { t } from '../../texts/texts.ts'
import { ExternalLinkIcon } from '../../theme/icons.tsx'

/** Opens a page of the draft in a new tab, as teachers will see it, and saves the file. */
export function FileLinks({ file, contentUrl }: Props) {
  const { path, kind, url } = file
  const isPage = kind === 'PAGE' && contentUrl !== null
  return (
    <Group gap="sm">
      {isPage && (
        <Button
          component="a"
          href={contentUrl + encodePath(path)}
          target="_blank"
          rel="noreferrer"
          variant="default"
          leftSection={<ExternalLinkIcon />}
        >
          {t('files.openPreview')}
        </Button>
      )}
      <Button component="a" href={`${url}?download`} variant="default">
        {t('files.download')}
      </Button>
    </Group>
  )
}

type Props = { file: { path: string; kind: string; url: string }; contentUrl: string | null }
