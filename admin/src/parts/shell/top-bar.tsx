import { ActionIcon } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense } from 'react'
import { t } from '../../texts/texts.ts'
import { MenuIcon, SearchIcon } from '../../theme/icons.tsx'
import { openPalette } from '../palette/open-palette.ts'
import { Brand } from './sidebar.tsx'
import classes from './top-bar.module.css'

const NavigationDrawer = lazy(() => import('./navigation-drawer.tsx'))

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
      <Suspense>{isOpen && <NavigationDrawer close={close} name={name} email={email} />}</Suspense>
    </header>
  )
}
