import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useQuery, useSubscription } from 'urql'
import { t } from '../../../texts/texts.ts'
import { InfoIcon } from '../../../theme/icons.tsx'
import { useAddress } from '../../address.ts'
import { EmptyState } from '../../empty-state.tsx'
import { LoadingSkeleton } from '../../loading-skeleton.tsx'
import { Notice } from '../../notice.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { ServerButton } from '../../server-button.tsx'
import classes from './looks-panel.module.css'
import { LooksProgress } from './looks-progress.tsx'
import { PageChoice } from './page-choice.tsx'
import { PageComparisonChanged, PageComparisonQuery } from './page-comparison.ts'
import { StillPair } from './still-pair.tsx'
import { useComparePages } from './use-compare-pages.ts'

/**
 * The changed pages as they look in two versions: a list, and the pictures of the page that the address names (`file`), or of
 * the first one. `to`: the number of a release, or null for the draft.
 */
export default function LooksPanel({ slug, from, to, bar }: Props) {
  const { params, change } = useAddress()
  const heading = useRef<HTMLHeadingElement>(null)
  // The list that had the focus is hidden now.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const variables = { slug, from, to }
  const [{ data, error }, reexecuteQuery] = useQuery({
    query: PageComparisonQuery,
    variables,
    // The addresses of pictures end after some minutes.
    requestPolicy: 'cache-and-network',
  })
  useSubscription({ query: PageComparisonChanged, variables })
  const { compare, isStarting } = useComparePages(variables)
  const retry = () => reexecuteQuery({ requestPolicy: 'network-only' })
  const comparison = data?.package?.pageComparison
  const pages = comparison?.pages ?? []
  const shown = pages.find(({ path }) => path === params.get('file')) ?? pages[0]
  return (
    <Stack gap="lg">
      <Group justify="space-between" gap="sm">
        <Button variant="default" onClick={() => change({ as: null, file: null })}>
          {t('changes.back')}
        </Button>
      </Group>
      <Title order={2} ref={heading} tabIndex={-1} className={classes.heading}>
        {t('looks.title')}
      </Title>
      {bar}
      <ErrorNotice error={error} retry={retry} />
      {!data && !error && <LoadingSkeleton lines={6} />}
      {data && !data.comparesPages && !comparison && (
        <EmptyState order={3} icon={<InfoIcon />} title={t('looks.unavailableTitle')}>
          {t('looks.unavailable')}
        </EmptyState>
      )}
      {data?.comparesPages && (!comparison || comparison.status === 'FAILED') && (
        <Stack gap="md" align="start">
          {comparison?.problem && (
            <Notice tone="error" alert>
              {comparison.problem.message}
            </Notice>
          )}
          <Text>{t('looks.help')}</Text>
          <ServerButton loading={isStarting} onClick={compare}>
            {t('looks.compare')}
          </ServerButton>
        </Stack>
      )}
      {comparison && comparison.status !== 'FAILED' && <LooksProgress comparison={comparison} />}
      {shown && (
        <div className={classes.columns}>
          <PageChoice pages={pages} shown={shown.path} show={path => change({ file: path })} />
          <StillPair key={shown.path} page={shown} refresh={retry} />
        </div>
      )}
    </Stack>
  )
}

/** `bar`: the choice of what is compared. */
type Props = { slug: string; from: number; to: number | null; bar: React.ReactNode }
