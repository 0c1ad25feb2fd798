import '@mantine/core/styles/Notification.layer.css'
import '@mantine/notifications/styles.layer.css'
import { Notifications } from '@mantine/notifications'

/** The place of toasts. */
export default function Toasts() {
  return <Notifications position="bottom-right" transitionDuration={140} />
}
