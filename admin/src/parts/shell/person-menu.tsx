import { Menu, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { ChevronIcon, PersonIcon } from '../../theme/icons.tsx'
import { openShortcuts } from '../palette/open-palette.ts'
import classes from './person-menu.module.css'
import { signOut } from './sign-out.ts'
import { ThemeMenu } from './theme-menu.tsx'

/** The menu of the signed-in person: account, color scheme, shortcuts, and Sign out. */
export function PersonMenu({ name, email, isCollapsed = false, onFollow }: Props) {
  const [isSigningOut, setIsSigningOut] = useState(false)
  const leave = async () => {
    setIsSigningOut(true)
    if (!(await signOut())) setIsSigningOut(false)
  }
  return (
    <Menu position="top-start" width={216} transitionProps={{ duration: 140 }}>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={t('shell.personMenu', { name })} title={email ?? name}>
          <span className={classes.icon}>
            <PersonIcon />
          </span>
          {!isCollapsed && <span className={classes.name}>{name}</span>}
          {!isCollapsed && <ChevronIcon size="1em" />}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account" onClick={onFollow}>
          {t('shell.account')}
        </Menu.Item>
        <Menu.Item onClick={openShortcuts}>{t('palette.shortcuts')}</Menu.Item>
        <Menu.Divider />
        <ThemeMenu />
        <Menu.Divider />
        <Menu.Item onClick={leave} disabled={isSigningOut} closeMenuOnClick={false}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

type Props = { name: string; email?: string | null; isCollapsed?: boolean; onFollow?: () => void }
