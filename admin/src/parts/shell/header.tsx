import { Text } from '@mantine/core'
import { Link, NavLink } from 'react-router'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import classes from './header.module.css'
import { Logo } from './logo.tsx'
import { SignOutButton } from './sign-out-button.tsx'

/** The bar at the top of every page: navigation, the signed-in person, and Sign out. */
export function Header({ name, email }: { name: string; email?: string | null }) {
  const canSeeActivity = useHasPermission('package.read')
  const canSeeBudget = useHasPermission('budget.read')
  return (
    <header className={classes.header}>
      <div className={classes.bar}>
        <Link to="/packages" className={classes.brand} aria-label={t('shell.brand')}>
          <Logo />
          <span className={classes.name}>{t('shell.brand')}</span>
        </Link>
        <nav aria-label={t('shell.mainNavigation')} className={classes.nav}>
          <NavLink to="/packages">{t('shell.packages')}</NavLink>
          {canSeeActivity && <NavLink to="/activity">{t('shell.activity')}</NavLink>}
          {canSeeBudget && <NavLink to="/budget">{t('shell.budget')}</NavLink>}
        </nav>
        <Text size="sm" c="gray.6" truncate className={classes.user} title={email ?? undefined}>
          {name}
        </Text>
        <SignOutButton />
      </div>
    </header>
  )
}
