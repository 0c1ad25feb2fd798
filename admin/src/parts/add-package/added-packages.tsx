import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import classes from './added-packages.module.css'
import type { AddedPackage } from './use-add-packages.ts'

/** The packages that were just added, each as a link. */
export function AddedPackages({ packages }: { packages: readonly AddedPackage[] }) {
  return (
    <div role="status" className={classes.status}>
      {packages.length > 0 && (
        <Notice tone="success">
          <b>{t('addPackage.added', { count: packages.length })}</b>
          <ul className={classes.packages}>
            {packages.map(({ id, slug, title }) => (
              <li key={id}>
                <Link to={`/packages/${slug}`}>{title}</Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
