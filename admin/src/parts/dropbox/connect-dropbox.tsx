import { Button } from '@mantine/core'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'

/** A button that opens Dropbox's authorization page, or whom to ask without permission to connect. */
export function ConnectDropbox() {
  if (!useHasPermission('dropbox.connect')) return t('dropbox.askToConnect')
  return (
    // A route of the server, which redirects to Dropbox.
    <Button component="a" href="/dropbox/connect" size="compact-sm">
      {t('dropbox.connect')}
    </Button>
  )
}
