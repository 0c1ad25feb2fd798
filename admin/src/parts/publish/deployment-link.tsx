import { Anchor, Text } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { ExternalLinkIcon } from '../../theme/icons.tsx'
import classes from './environments-card.module.css'

/**
 * A link to what an environment shows of a package, in a new tab. Where only viewers of the school's website are admitted,
 * the address would refuse the reader, so it says that instead. `label`: its accessible name, which starts with "Open".
 */
export function DeploymentLink({ label, url, access }: Props) {
  if (access === 'VIEWER_TOKEN')
    return (
      <Text size="sm" c="dimmed" component="span">
        {t('publish.forViewers')}
      </Text>
    )
  return (
    <Anchor href={url} target="_blank" rel="noreferrer" size="sm" fw={600} className={classes.open} aria-label={label}>
      {t('publish.open')}
      <ExternalLinkIcon size="1em" />
    </Anchor>
  )
}

type Props = { label: string; url: string; access: string | undefined }
