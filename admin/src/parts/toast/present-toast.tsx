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
export function presentToast({ message, isError, link, undo }: Toast): void {
  const hide = () => notifications.hide(id)
  const id = notifications.show({
    message: (
      <Group gap="sm" justify="space-between">
        <span>{message}</span>
        <Group gap="sm">
          {link && (
            <Anchor component={Link} to={link.to} inherit fw={600} onClick={hide}>
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
              {t('common.undo')}
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
