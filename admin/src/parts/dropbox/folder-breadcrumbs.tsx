import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import classes from './folder-breadcrumbs.module.css'
import { folderBreadcrumbs } from './breadcrumbs.ts'

/** The way from Dropbox's root to the folder on the screen; each step leads back to it. */
export function FolderBreadcrumbs({ path }: { path: string }) {
  const breadcrumbs = folderBreadcrumbs(path)
  return (
    <nav aria-label="Folder" className={classes.trail}>
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
