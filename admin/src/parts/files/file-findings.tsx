import { Link } from 'react-router'
import { type FragmentOf, graphql, type ResultOf, readFragment } from '../../graphql/tada.ts'
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
        ignored {
          reason
          by {
            name
          }
        }
      }
    }
  }
`)

type Finding = NonNullable<ResultOf<typeof FindingsOfFile>['findings']>['nodes'][number]

/** What was found in a file, and how to fix it; then what is ignored, by whom, and why. Nothing without findings. */
export function FileFindings({ draft }: { draft: FragmentOf<typeof FindingsOfFile> }) {
  const findings = readFragment(FindingsOfFile, draft).findings?.nodes ?? []
  const open = findings.filter(({ ignored }) => !ignored)
  const ignored = findings.filter(finding => finding.ignored)
  if (findings.length === 0) return null
  return (
    <section aria-label={t('packages.findings')}>
      <b>{t('files.findings', { count: open.length })}</b>
      <FindingList findings={open} />
      {ignored.length > 0 && (
        <>
          <p className={classes.note}>{t('files.ignoredFindings', { count: ignored.length })}</p>
          <FindingList findings={ignored} />
        </>
      )}
    </section>
  )
}

function FindingList({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null
  return (
    <ul className={classes.findings}>
      {findings.map(({ cause, severity, message, remedy, ignored }) => (
        <li key={cause}>
          <Status tone={ignored ? 'waiting' : severityTones[severity]}>
            <Link to={findingAddress(cause, severity, ignored !== null)} className={classes.finding}>
              {message}
            </Link>
          </Status>
          <p>{ignored ? t('files.ignoredBy', { name: ignored.by.name, reason: ignored.reason }) : remedy}</p>
        </li>
      ))}
    </ul>
  )
}

/** The address of a finding in the list of findings: the list of its severity, with its card open. */
const findingAddress = (cause: string, severity: string, isIgnored: boolean) =>
  `?${new URLSearchParams({ show: 'findings', severity, ...(isIgnored && { state: 'ignored' }), open: cause })}`
