import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { folderBreadcrumbs } from './breadcrumbs.ts'
import classes from './folder-breadcrumbs.module.css'

/** Links to the open folder's parents, starting at Dropbox's root. */
export function FolderBreadcrumbs({ path }: { path: string }) {
  const breadcrumbs = folderBreadcrumbs(path)
  return (
    <nav aria-label={t('dropbox.folderPath')} className={classes.breadcrumbs}>
      {breadcrumbs.map((breadcrumb, index) =>
        index === breadcrumbs.length - 1 ? (
          <span key={breadcrumb.path} aria-current="location">
            {breadcrumb.name}
          </span>
        ) : (
          <span key={breadcrumb.path}>
            <Anchor
              component={Link}
              to={breadcrumb.path ? `?path=${encodeURIComponent(breadcrumb.path)}` : '?'}
              inherit
            >
              {breadcrumb.name}
            </Anchor>
            <span aria-hidden="true"> / </span>
          </span>
        ),
      )}
    </nav>
  )
}
