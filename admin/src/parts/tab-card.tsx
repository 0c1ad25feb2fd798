import { Badge, Paper, Tabs } from '@mantine/core'
import { type ReactNode, Suspense } from 'react'
import { useSearchParams } from 'react-router'
import { formatCount } from '../format/count.ts'
import { LoadingSkeleton } from './loading-skeleton.tsx'
import classes from './tab-card.module.css'

/** One tab. Its panel is loaded and rendered when it is open. `count`: how many things are in it. */
export type Tab = { value: string; label: string; count?: number | undefined; panel: () => ReactNode }

/** A surface with tabs. The address contains the open one (`?show=`); without it, the first is open. */
export function TabCard({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const [params, setParams] = useSearchParams()
  const shown = params.get('show')
  const open = tabs.find(({ value }) => value === shown) ?? tabs[0]!
  return (
    <Paper radius="lg" className={classes.card}>
      <Tabs
        value={open.value}
        onChange={tab => setParams(tab ? { show: tab } : {}, { preventScrollReset: true })}
        classNames={{ list: classes.list }}
      >
        <Tabs.List aria-label={label}>
          {tabs.map(({ value, label, count }) => (
            <Tabs.Tab key={value} value={value} rightSection={count === undefined ? null : <Count n={count} />}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={open.value} className={classes.panel}>
          <Suspense fallback={<LoadingSkeleton />}>{open.panel()}</Suspense>
        </Tabs.Panel>
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
