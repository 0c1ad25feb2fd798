import { Link, NavLink } from 'react-router'
import { t } from '../../texts/texts.ts'
import classes from './header.module.css'
import { Logo } from './logo.tsx'
import { Navigation } from './navigation.tsx'
import { SignOutButton } from './sign-out-button.tsx'

/** The bar at the top of every page: navigation, the signed-in person, and Sign out. */
export function Header({ name, email }: { name: string; email?: string | null }) {
  return (
    <header className={classes.header}>
      <div className={classes.bar}>
        <Link to="/packages" className={classes.brand} aria-label={t('shell.brand')}>
          <Logo />
          <span className={classes.name}>{t('shell.brand')}</span>
        </Link>
        <Navigation />
        <NavLink to="/account" className={classes.user} title={email ?? undefined}>
          {name}
        </NavLink>
        <SignOutButton />
      </div>
    </header>
  )
}
