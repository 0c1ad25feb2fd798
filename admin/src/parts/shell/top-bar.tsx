import { ActionIcon } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { lazy, type ReactNode, Suspense } from 'react'
import { t } from '../../texts/texts.ts'
import { MenuIcon, SearchIcon } from '../../theme/icons.tsx'
import { useShownPage } from '../document-title.tsx'
import { openPalette } from '../palette/open-palette.ts'
import { Brand } from './sidebar.tsx'
import classes from './top-bar.module.css'

const NavigationDrawer = lazy(() => import('./navigation-drawer.tsx'))

/** The bar of narrow screens: the menu with all pages, the name of the page, and search. */
export function TopBar({ name, email }: { name: string; email?: string | null }) {
  const page = useShownPage()
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <header className={classes.bar}>
      <BarButton label={t('shell.menu')} icon={<MenuIcon size={22} />} onClick={open} />
      {page === null ? <Brand /> : <span className={classes.page} aria-hidden="true" data-page={page} />}
      <BarButton label={t('palette.open')} icon={<SearchIcon size={20} />} onClick={openPalette} />
      <Suspense>{isOpen && <NavigationDrawer close={close} name={name} email={email} />}</Suspense>
    </header>
  )
}

/** A button that opens something over the page. */
function BarButton({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size={44} aria-label={label} aria-haspopup="dialog" onClick={onClick}>
      {icon}
    </ActionIcon>
  )
}
