import { Badge, Paper, Tabs } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useSearchParams } from 'react-router'
import { formatCount } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'
import { FindingBadges } from '../findings/finding-badges.tsx'
import { FindingsPanel } from '../findings/findings-panel.tsx'
import type { ReleasePlaces } from '../history/release-history.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { findingCounts, historyVersion, type PackageSummary } from './package-summary.ts'
import classes from './package-tabs.module.css'

const FilesPanel = lazy(() => import('../files/files-panel.tsx'))
const HistoryPanel = lazy(() => import('../history/history-panel.tsx'))
const ActivityPanel = lazy(() => import('../activity/activity-panel.tsx'))

/**
 * The long lists of a package: findings, files, history, and activity. Without a draft there are no findings and files. The
 * address contains the open tab (`?show=`).
 */
export function PackageTabs({ summary, environments }: Props) {
  const [params, setParams] = useSearchParams()
  const counts = findingCounts(summary.draft)
  const selectTab = (tab: string | null) => setParams(tab ? { show: tab } : {}, { preventScrollReset: true })
  return (
    <Paper radius="lg" className={classes.card}>
      <Tabs
        value={params.get('show') ?? (summary.draft ? 'findings' : 'activity')}
        onChange={selectTab}
        classNames={{ list: classes.list }}
      >
        <Tabs.List aria-label={t('packages.details')}>
          {summary.draft && (
            <>
              <Tabs.Tab value="findings" rightSection={<FindingBadges counts={counts} />}>
                {t('packages.findings')}
              </Tabs.Tab>
              <Tabs.Tab value="files" rightSection={<Count n={summary.draft.fileCount} />}>
                {t('packages.files')}
              </Tabs.Tab>
            </>
          )}
          <Tabs.Tab value="history">{t('packages.history')}</Tabs.Tab>
          <Tabs.Tab value="activity">{t('packages.activity')}</Tabs.Tab>
        </Tabs.List>
        <div className={classes.panel}>
          <Suspense fallback={<LoadingSkeleton />}>
            <Tabs.Panel value="findings">
              <FindingsPanel slug={summary.slug} counts={counts} />
            </Tabs.Panel>
            <Tabs.Panel value="files">
              <FilesPanel slug={summary.slug} />
            </Tabs.Panel>
            <Tabs.Panel value="history">
              <HistoryPanel
                slug={summary.slug}
                version={historyVersion(summary)}
                environments={environments}
                deployments={summary.deployments ?? []}
              />
            </Tabs.Panel>
            <Tabs.Panel value="activity">
              <ActivityPanel slug={summary.slug} />
            </Tabs.Panel>
          </Suspense>
        </div>
      </Tabs>
    </Paper>
  )
}

function Count({ n }: { n: number }) {
  return (
    <Badge size="sm" radius="xl" color="gray">
      {formatCount(n)}
    </Badge>
  )
}

type Props = { summary: PackageSummary; environments: ReleasePlaces['environments'] }
