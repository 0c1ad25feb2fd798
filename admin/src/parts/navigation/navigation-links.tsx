import { NavLink } from 'react-router'
import { t } from '../../texts/texts.ts'
import { useNavigation } from './navigation.tsx'
import classes from './navigation-links.module.css'

/** The links to the pages that the person may see. `isCollapsed`: only their icons, with the names as tooltips. */
export function NavigationLinks({ isCollapsed = false, onFollow }: { isCollapsed?: boolean; onFollow?: () => void }) {
  const groups = useNavigation()
  return (
    <nav aria-label={t('shell.mainNavigation')} className={classes.nav} data-collapsed={isCollapsed || undefined}>
      {groups.map(({ label, pages }) => (
        <div key={label} className={classes.group}>
          <p className={classes.groupLabel}>{label}</p>
          {pages.map(page => (
            <NavLink
              key={page.to}
              to={page.to}
              onClick={onFollow}
              aria-label={isCollapsed ? page.label : undefined}
              title={isCollapsed ? page.label : undefined}
            >
              {page.icon}
              {!isCollapsed && page.label}
              {page.badge?.(isCollapsed)}
            </NavLink>
          ))}
        </div>
      ))}
    </nav>
  )
}
