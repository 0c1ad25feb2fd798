import '@mantine/core/styles/Drawer.layer.css'
import { Drawer } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { NavigationLinks } from '../navigation/navigation-links.tsx'
import { AccountMenu } from './account-menu.tsx'
import classes from './top-bar.module.css'

/** The pages and the menu of the person, over the page of a narrow screen. Loaded when it is first opened. */
export default function NavigationDrawer({ close, name, email }: Props) {
  return (
    <Drawer
      opened
      onClose={close}
      size={280}
      padding="md"
      title={t('shell.menu')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      attributes={{ header: { role: 'none' } }}
      classNames={{ body: classes.drawer }}
    >
      <NavigationLinks onFollow={close} />
      <AccountMenu name={name} email={email} onFollow={close} />
    </Drawer>
  )
}

type Props = { close: () => void; name: string; email?: string | null }
