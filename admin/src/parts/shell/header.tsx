import { Text } from '@mantine/core'
import { Link, NavLink } from 'react-router'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import classes from './header.module.css'
import { Logo } from './logo.tsx'
import { SignOutButton } from './sign-out-button.tsx'

/** The line at the top of every page: where one can go, who one is, the way out. */
export function Header({ name, email }: { name: string; email?: string | null }) {
  const canSeeActivity = useHasPermission('package.read')
  const canSeeBudget = useHasPermission('budget.read')
  return (
    <header className={classes.header}>
      <div className={classes.line}>
        <Link to="/packages" className={classes.brand} aria-label="Lectern">
          <Logo />
          <span className={classes.name}>Lectern</span>
        </Link>
        <nav aria-label="Main" className={classes.nav}>
          <NavLink to="/packages">Packages</NavLink>
          {canSeeActivity && <NavLink to="/activity">Activity</NavLink>}
          {canSeeBudget && <NavLink to="/budget">Budget</NavLink>}
        </nav>
        <Text size="sm" c="gray.6" truncate className={classes.who} title={email ?? undefined}>
          {name}
        </Text>
        <SignOutButton />
      </div>
    </header>
  )
}
