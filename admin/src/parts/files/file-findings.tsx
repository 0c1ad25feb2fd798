import { type FragmentOf, graphql, readFragment } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { severityTones } from '../findings/finding-labels.ts'
import { Status } from '../status.tsx'
import classes from './file-panel.module.css'

/** The findings with a place in the file `path`, which is a variable of the operation. */
export const FindingsOfFile = graphql(`
  fragment FindingsOfFile on Draft {
    findings(path: $path, first: 50) {
      nodes {
        cause
        severity
        message
        remedy
      }
    }
  }
`)

/** What was found in a file, and how to fix it. Nothing without findings. */
export function FileFindings({ draft }: { draft: FragmentOf<typeof FindingsOfFile> }) {
  const findings = readFragment(FindingsOfFile, draft).findings?.nodes ?? []
  if (findings.length === 0) return null
  return (
    <section aria-label={t('packages.findings')}>
      <b>{t('files.findings', { count: findings.length })}</b>
      <ul className={classes.findings}>
        {findings.map(({ cause, severity, message, remedy }) => (
          <li key={cause}>
            <Status tone={severityTones[severity]}>{message}</Status>
            <p>{remedy}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
