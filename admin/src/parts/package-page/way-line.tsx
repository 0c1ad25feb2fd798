import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import { sectionAddress } from './use-show-section.ts'
import type { Step } from './way.ts'
import classes from './way-line.module.css'

/** The way of the data from Dropbox to teachers: each step with its state, as a link to its part of the page. */
export function WayLine({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className={classes.way} aria-label={t('overview.way')}>
      {steps.map(({ key, label, tone, section, value, at }) => (
        <li key={key}>
          <Link to={sectionAddress(section)} className={classes.step}>
            <span className={classes.label}>{label}</span>
            <Status tone={tone}>{at ? <RelativeTime at={at} /> : value}</Status>
          </Link>
        </li>
      ))}
    </ol>
  )
}
