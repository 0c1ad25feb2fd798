import { Badge, Paper, Tabs } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { count } from '../../text/count.ts'
import { FilesPanel } from '../files/files-panel.tsx'
import { askingFindings } from '../findings/finding-words.ts'
import { FindingsPanel } from '../findings/findings-panel.tsx'
import { HistoryPanel } from '../history/history-panel.tsx'
import classes from './package-tabs.module.css'
import { findingCounts, historyVersion, type Standing } from './standing.ts'

/** The long lists of a package: findings, files, history. Which one is open stands in the address and survives a reload. */
export function PackageTabs({ standing }: { standing: Standing }) {
  const [params, setParams] = useSearchParams()
  const counts = findingCounts(standing.draft)
  const asking = askingFindings(counts)
  const show = (tab: string | null) => setParams(tab ? { show: tab } : {}, { replace: true, preventScrollReset: true })
  return (
    <Paper radius="lg" className={classes.card}>
      <Tabs value={params.get('show') ?? 'findings'} onChange={show} classNames={{ list: classes.list }}>
        <Tabs.List aria-label="More about this package">
          <Tabs.Tab value="findings" rightSection={asking > 0 && <Count n={asking} bad={counts.ERROR > 0} />}>
            Findings
          </Tabs.Tab>
          <Tabs.Tab value="files" rightSection={<Count n={standing.draft?.fileCount ?? 0} />}>
            Files
          </Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
        </Tabs.List>
        <div className={classes.panel}>
          <Tabs.Panel value="findings">
            <FindingsPanel slug={standing.slug} counts={counts} />
          </Tabs.Panel>
          <Tabs.Panel value="files">
            <FilesPanel slug={standing.slug} />
          </Tabs.Panel>
          <Tabs.Panel value="history">
            <HistoryPanel slug={standing.slug} version={historyVersion(standing)} />
          </Tabs.Panel>
        </div>
      </Tabs>
    </Paper>
  )
}

function Count({ n, bad }: { n: number; bad?: boolean }) {
  return (
    <Badge size="sm" radius="xl" color={bad === undefined ? 'gray' : bad ? 'brick' : 'amber'}>
      {count(n)}
    </Badge>
  )
}
