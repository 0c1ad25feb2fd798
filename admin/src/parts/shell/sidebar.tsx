import { ActionIcon, UnstyledButton } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { SearchIcon, SidebarIcon } from '../../theme/icons.tsx'
import { NavigationLinks } from '../navigation/navigation-links.tsx'
import { openPalette } from '../palette/open-palette.ts'
import { ShortcutKeys } from '../palette/shortcut-keys.tsx'
import { AccountMenu } from './account-menu.tsx'
import { Logo } from './logo.tsx'
import classes from './sidebar.module.css'

/** The sidebar of wide screens: search, pages, and the menu of the signed-in person. Can be collapsed to icons. */
export function Sidebar({ name, email }: { name: string; email?: string | null }) {
  const [isCollapsed, setIsCollapsed] = useLocalStorage({
    key: 'lectern:sidebar-collapsed',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const toggleLabel = isCollapsed ? t('shell.expandSidebar') : t('shell.collapseSidebar')
  return (
    <header className={classes.sidebar} data-collapsed={isCollapsed || undefined}>
      <div className={classes.top}>
        {!isCollapsed && <Brand />}
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={toggleLabel}
          title={toggleLabel}
          onClick={() => setIsCollapsed(!isCollapsed)}
        >
          <SidebarIcon size={18} />
        </ActionIcon>
      </div>
      <SearchButton isCollapsed={isCollapsed} />
      <NavigationLinks isCollapsed={isCollapsed} />
      <AccountMenu name={name} email={email} isCollapsed={isCollapsed} />
    </header>
  )
}

/** The name of Lectern, which links to the packages. */
export function Brand() {
  return (
    <Link to="/packages" className={classes.brand} aria-label={t('shell.brand')}>
      <Logo size={24} />
      <span>{t('shell.brand')}</span>
    </Link>
  )
}

/** Opens the palette. The keys stand beside the button, because they are not part of its name. */
function SearchButton({ isCollapsed }: { isCollapsed: boolean }) {
  return (
    <div className={classes.search}>
      <UnstyledButton
        className={classes.searchButton}
        aria-label={t('palette.open')}
        title={isCollapsed ? t('palette.open') : undefined}
        aria-haspopup="dialog"
        onClick={openPalette}
      >
        <SearchIcon />
        {!isCollapsed && t('palette.search')}
      </UnstyledButton>
      {!isCollapsed && <ShortcutKeys keys={['mod', 'k']} />}
    </div>
  )
}
