import { ActionIcon, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { t } from '../../texts/texts.ts'
import { MenuIcon, SearchIcon } from '../../theme/icons.tsx'
import { openPalette } from '../palette/open-palette.ts'
import { NavigationLinks } from './navigation-links.tsx'
import { PersonMenu } from './person-menu.tsx'
import { Brand } from './sidebar.tsx'
import classes from './top-bar.module.css'

/** The bar of narrow screens: the menu with all pages, the name, and search. */
export function TopBar({ name, email }: { name: string; email?: string | null }) {
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <header className={classes.bar}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={44}
        aria-label={t('shell.menu')}
        aria-haspopup="dialog"
        onClick={open}
      >
        <MenuIcon size={22} />
      </ActionIcon>
      <Brand />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={44}
        aria-label={t('palette.open')}
        aria-haspopup="dialog"
        onClick={openPalette}
      >
        <SearchIcon size={20} />
      </ActionIcon>
      <Drawer
        opened={isOpen}
        onClose={close}
        size={280}
        padding="sm"
        title={t('shell.menu')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
        attributes={{ header: { role: 'none' } }}
        classNames={{ body: classes.drawer }}
      >
        <NavigationLinks onFollow={close} />
        <PersonMenu name={name} email={email} onFollow={close} />
      </Drawer>
    </header>
  )
}
