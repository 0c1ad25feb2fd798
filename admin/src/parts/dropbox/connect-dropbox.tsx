import { Button, type ButtonProps } from '@mantine/core'
import { useLocation } from 'react-router'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'

/**
 * A button that opens Dropbox's authorization page and returns to this page, or whom to ask without permission to
 * connect. `isAgain`: Dropbox was connected before.
 */
export function ConnectDropbox({ isAgain = false, ...button }: ButtonProps & { isAgain?: boolean }) {
  const { pathname, search } = useLocation()
  if (!useHasPermission('dropbox.connect')) return t('dropbox.askToConnect')
  // A route of the server, which redirects to Dropbox.
  const href = `/dropbox/connect?from=${encodeURIComponent(pathname + search)}`
  return (
    <Button component="a" href={href} size="compact-sm" {...button}>
      {isAgain ? t('dropbox.reconnect') : t('dropbox.connect')}
    </Button>
  )
}
