import { Button } from '@mantine/core'
import { useHasPermission } from '../../graphql/use-has-permission.ts'

/** The way to Dropbox's own page, for whoever may connect it; for others, whom to ask. Stands at the end of a sentence. */
export function ConnectDropbox() {
  if (!useHasPermission('dropbox.connect')) return 'Ask an administrator to connect it.'
  return (
    // Not a page of the admin: the server sends the browser on to Dropbox.
    <Button component="a" href="/dropbox/connect" size="compact-sm">
      Connect Dropbox
    </Button>
  )
}
