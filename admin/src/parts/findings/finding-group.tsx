import { Group, Text, Title } from '@mantine/core'
import { useId } from 'react'
import { useQuery } from 'urql'
import { formatCount } from '../../format/count.ts'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { Pager, usePages } from '../pager.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { Status } from '../status.tsx'
import { FindingFields, FindingItem } from './finding-item.tsx'
import { type Severity, severityTitle, severityTones } from './finding-labels.ts'
import classes from './findings.module.css'

const FindingsQuery = graphql(
  `
  query Findings($slug: String!, $severity: Severity!, $first: Int!, $after: String) {
    package(slug: $slug) {
      id
      draft {
        id
        findings(severity: $severity, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            cause
            ...FindingFields
          }
        }
      }
    }
  }
`,
  [FindingFields],
)

/** The findings of one severity, one for each cause: where it shows, what is wrong, and the fix. */
export function FindingGroup({ slug, severity, total }: { slug: string; severity: Severity; total: number }) {
  const id = useId()
  const pages = usePages(20)
  const variables = { slug, severity, first: pages.size, after: pages.after }
  const [{ data, error }] = useQuery({ query: FindingsQuery, variables })
  const findings = data?.package?.draft?.findings
  return (
    <section aria-labelledby={id}>
      <Group gap={8} mb={6}>
        <Title order={3} id={id}>
          <Status tone={severityTones[severity]}>{severityTitle(severity)}</Status>
        </Title>
        <Text size="sm" c="dimmed">
          {formatCount(total)}
        </Text>
      </Group>
      <ErrorNotice error={error} />
      {!findings && !error && <LoadingSkeleton lines={3} />}
      <ul className={classes.findings}>
        {findings?.nodes.map(finding => (
          <FindingItem key={finding.cause} slug={slug} finding={finding} />
        ))}
      </ul>
      {findings && (
        <Pager
          pages={pages}
          pageInfo={findings.pageInfo}
          total={findings.totalCount}
          label={t('findings.pages', { severity: severityTitle(severity) })}
        />
      )}
    </section>
  )
}
