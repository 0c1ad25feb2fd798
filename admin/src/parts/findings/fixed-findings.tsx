import { Text } from '@mantine/core'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { CheckIcon } from '../../theme/icons.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { findingTitle, placeText } from './finding-labels.ts'
import classes from './findings.module.css'

const FixedFindingsQuery = graphql(`
  query FixedFindings($slug: String!) {
    package(slug: $slug) {
      id
      draft {
        id
        fixedFindings(first: 50) {
          totalCount
          nodes {
            cause
            code
            path
            line
            placeCount
          }
        }
      }
    }
  }
`)

/** What the draft before had, and this one no longer has: the first 50. */
export function FixedFindings({ slug }: { slug: string }) {
  const [{ data, error }] = useQuery({ query: FixedFindingsQuery, variables: { slug } })
  const fixed = data?.package?.draft?.fixedFindings
  if (!fixed) return error ? <ErrorNotice error={error} /> : <LoadingSkeleton lines={2} />
  return (
    <>
      <ul className={classes.fixed} aria-label={t('findings.fixed')}>
        {fixed.nodes.map(finding => (
          <li key={finding.cause}>
            <CheckIcon size="1em" />
            <span>{findingTitle(finding)}</span>
            <code>{placeText(finding)}</code>
          </li>
        ))}
      </ul>
      {fixed.totalCount > fixed.nodes.length && (
        <Text c="dimmed">{t('findings.fixedLeftOut', { count: fixed.totalCount - fixed.nodes.length })}</Text>
      )}
    </>
  )
}
