import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { AccountButton } from './account-button.tsx'
import classes from './header.module.css'
import { Logo } from './logo.tsx'
import { Navigation } from './navigation.tsx'

/** The bar at the top of every page: navigation, and the menu of the signed-in person. */
export function Header({ name, email }: { name: string; email?: string | null }) {
  return (
    <header className={classes.header}>
      <div className={classes.bar}>
        <Link to="/packages" className={classes.brand} aria-label={t('shell.brand')}>
          <Logo />
          <span className={classes.name}>{t('shell.brand')}</span>
        </Link>
        <Navigation />
        <AccountButton name={name} email={email} />
      </div>
    </header>
  )
}
