import { Text, Title } from '@mantine/core'
import { useQuery } from 'urql'
import { t } from '../../texts/texts.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { Status, type StatusTone } from '../status.tsx'
import classes from './preview.module.css'
import { PageFindingsQuery } from './preview-query.ts'

const tones: Record<string, StatusTone> = { ERROR: 'failed', WARNING: 'attention', INFO: 'waiting' }

/** What the findings say about the shown page. */
export function PageFindings({ slug, path }: { slug: string; path: string }) {
  const [{ data, error }] = useQuery({
    query: PageFindingsQuery,
    variables: { slug, path },
    requestPolicy: 'cache-and-network',
  })
  const findings = data?.package?.draft?.findings
  return (
    <section className={classes.findings} aria-label={t('preview.findings')}>
      <Title order={2} mb="sm">
        {t('preview.findings')}
      </Title>
      <ErrorNotice error={error} />
      {!findings && !error && <LoadingSkeleton lines={3} />}
      {findings?.nodes.length === 0 && <Text c="dimmed">{t('preview.noFindings')}</Text>}
      <ul>
        {findings?.nodes.map(({ cause, severity, message, remedy, line, path: place }) => (
          <li key={cause}>
            <Status tone={tones[severity] ?? 'waiting'}>{message}</Status>
            <Text size="sm" c="dimmed">
              {line !== null && place === path && `${t('preview.line', { line })} `}
              {remedy}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  )
}
