import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import classes from './folder-trail.module.css'
import { trailOf } from './trail.ts'

/** The way from Dropbox's root to the folder on the screen; each step leads back to it. */
export function FolderTrail({ path }: { path: string }) {
  const steps = trailOf(path)
  return (
    <nav aria-label="Folder" className={classes.trail}>
      {steps.map((step, at) =>
        at === steps.length - 1 ? (
          <span key={step.path} aria-current="location">
            {step.name}
          </span>
        ) : (
          <span key={step.path}>
            <Anchor component={Link} to={step.path ? `?path=${encodeURIComponent(step.path)}` : '?'} inherit>
              {step.name}
            </Anchor>
            <span aria-hidden="true"> / </span>
          </span>
        ),
      )}
    </nav>
  )
}
