import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { NavLink, useLocation } from 'react-router'
import { useHasPermission, useHasPermissionEverywhere } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { MenuIcon } from '../../theme/icons.tsx'
import classes from './header.module.css'

/** The links to the pages that the person may see. On a narrow screen, a button opens them below the bar. */
export function Navigation() {
  const { pathname } = useLocation()
  // Closes by itself when a link is followed.
  const [openAt, setOpenAt] = useState<string | null>(null)
  const isOpen = openAt === pathname
  const links = useLinks()
  return (
    <>
      <nav
        id="navigation"
        aria-label={t('shell.mainNavigation')}
        className={classes.nav}
        data-open={isOpen || undefined}
      >
        {links.map(({ to, label }) => (
          <NavLink key={to} to={to} onClick={() => setOpenAt(null)}>
            {label}
          </NavLink>
        ))}
      </nav>
      <UnstyledButton
        className={classes.menu}
        aria-label={t('shell.menu')}
        aria-expanded={isOpen}
        aria-controls="navigation"
        onClick={() => setOpenAt(isOpen ? null : pathname)}
      >
        <MenuIcon size={22} />
      </UnstyledButton>
    </>
  )
}

function useLinks(): { to: string; label: string }[] {
  const shown = {
    packages: true,
    activity: useHasPermission('package.read'),
    budget: useHasPermission('budget.read'),
    people: useHasPermissionEverywhere('user.read'),
    tokens: useHasPermission('token.read'),
    webhooks: useHasPermissionEverywhere('webhook.read'),
  }
  return [
    ...(shown.packages ? [{ to: '/packages', label: t('shell.packages') }] : []),
    ...(shown.activity ? [{ to: '/activity', label: t('shell.activity') }] : []),
    ...(shown.budget ? [{ to: '/budget', label: t('shell.budget') }] : []),
    ...(shown.people ? [{ to: '/people', label: t('shell.people') }] : []),
    ...(shown.tokens ? [{ to: '/tokens', label: t('shell.tokens') }] : []),
    ...(shown.webhooks ? [{ to: '/webhooks', label: t('shell.webhooks') }] : []),
  ]
}
