import { Anchor, Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { CheckIcon, ErrorIcon } from '../../theme/icons.tsx'
import type { Toast } from './toast.ts'

/** How long a toast stays, in milliseconds. One with something to click stays longer. */
const STAYS_MS = 5_000
const STAYS_WITH_ACTION_MS = 12_000

/** Puts a toast on the screen. */
export function presentToast({ message, isError, link, undo, undoLabel = t('common.undo') }: Toast): void {
  const hide = () => notifications.hide(id)
  const id = notifications.show({
    message: (
      <Group gap="sm" justify="space-between">
        <span>{message}</span>
        <Group gap="sm">
          {link && (
            <Anchor component={Link} {...destinationOf(link)} inherit fw={600} onClick={hide}>
              {link.label}
            </Anchor>
          )}
          {undo && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                hide()
                undo()
              }}
            >
              {undoLabel}
            </Button>
          )}
        </Group>
      </Group>
    ),
    icon: isError ? <ErrorIcon /> : <CheckIcon />,
    color: isError ? 'brick' : 'leaf',
    autoClose: link || undo ? STAYS_WITH_ACTION_MS : STAYS_MS,
    closeButtonProps: { 'aria-label': t('common.close') },
  })
}

const destinationOf = (link: NonNullable<Toast['link']>) =>
  'to' in link ? { to: link.to } : { to: link.href, target: '_blank', rel: 'noreferrer' }
