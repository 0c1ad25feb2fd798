import { Badge, Paper, Tabs } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { formatCount } from '../../format/count.ts'
import { FilesPanel } from '../files/files-panel.tsx'
import { actionableFindingCount } from '../findings/finding-labels.ts'
import { FindingsPanel } from '../findings/findings-panel.tsx'
import { HistoryPanel } from '../history/history-panel.tsx'
import classes from './package-tabs.module.css'
import { findingCounts, historyVersion, type PackageSummary } from './package-summary.ts'

/** The long lists of a package: findings, files, history. Which one is open stands in the address and survives a reload. */
export function PackageTabs({ standing: summary }: { standing: PackageSummary }) {
  const [params, setParams] = useSearchParams()
  const counts = findingCounts(summary.draft)
  const actionableCount = actionableFindingCount(counts)
  const selectTab = (tab: string | null) =>
    setParams(tab ? { show: tab } : {}, { replace: true, preventScrollReset: true })
  return (
    <Paper radius="lg" className={classes.card}>
      <Tabs value={params.get('show') ?? 'findings'} onChange={selectTab} classNames={{ list: classes.list }}>
        <Tabs.List aria-label="More about this package">
          <Tabs.Tab
            value="findings"
            rightSection={actionableCount > 0 && <Count n={actionableCount} bad={counts.ERROR > 0} />}
          >
            Findings
          </Tabs.Tab>
          <Tabs.Tab value="files" rightSection={<Count n={summary.draft?.fileCount ?? 0} />}>
            Files
          </Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
        </Tabs.List>
        <div className={classes.panel}>
          <Tabs.Panel value="findings">
            <FindingsPanel slug={summary.slug} counts={counts} />
          </Tabs.Panel>
          <Tabs.Panel value="files">
            <FilesPanel slug={summary.slug} />
          </Tabs.Panel>
          <Tabs.Panel value="history">
            <HistoryPanel slug={summary.slug} version={historyVersion(summary)} />
          </Tabs.Panel>
        </div>
      </Tabs>
    </Paper>
  )
}

function Count({ n, bad: hasErrors }: { n: number; bad?: boolean }) {
  return (
    <Badge size="sm" radius="xl" color={hasErrors === undefined ? 'gray' : hasErrors ? 'brick' : 'amber'}>
      {formatCount(n)}
    </Badge>
  )
}
