import { Badge, Tabs } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import { formatCount } from '../../format/count.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { FindingBadges } from '../findings/finding-badges.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { findingCounts, historyVersion } from '../packages/package-summary.ts'
import type { EnvironmentOfPage, PackageOfPage } from './package-of-page.ts'
import classes from './package-tabs.module.css'
import { useShownSection } from './use-show-section.ts'

/** The tab of an address without one. */
export const FIRST_TAB = 'overview'

const panels = {
  overview: () => import('./overview-panel.tsx'),
  findings: () => import('../findings/findings-panel.tsx'),
  videos: () => import('../videos/list/videos-panel.tsx'),
  preview: () => import('../preview/preview-panel.tsx'),
  files: () => import('../files/files-panel.tsx'),
  changes: () => import('../changes/changes-panel.tsx'),
  releases: () => import('../releases/releases-panel.tsx'),
  activity: () => import('../activity/activity-panel.tsx'),
  settings: () => import('./settings-panel.tsx'),
}
const OverviewPanel = lazy(panels.overview)
const FindingsPanel = lazy(panels.findings)
const VideosPanel = lazy(panels.videos)
const PreviewPanel = lazy(panels.preview)
const FilesPanel = lazy(panels.files)
const ChangesPanel = lazy(panels.changes)
const ReleasesPanel = lazy(panels.releases)
const ActivityPanel = lazy(panels.activity)
const SettingsPanel = lazy(panels.settings)

/** Begins to load the code of a tab, before the package is known that it shows. Null: the first tab. */
export function preloadTab(name: string | null): void {
  const isTab = (name: string): name is keyof typeof panels => Object.hasOwn(panels, name)
  // A failure is told when the tab is shown.
  panels[name && isTab(name) ? name : FIRST_TAB]().catch(() => undefined)
}

/**
 * The parts of a package's page. The address contains the open tab (`?show=`), and a tab keeps what it shows in further
 * parameters, which end with it.
 */
export function PackageTabs({ pkg, environments }: Props) {
  const [params, setParams] = useSearchParams()
  const tabs = tabsOf(pkg, environments, useHasPermission('package.preview'))
  const named = params.get('show')
  const open = tabs.some(({ name }) => name === named) ? named : FIRST_TAB
  const list = useRef<HTMLDivElement>(null)
  // On a narrow window the open tab may be outside of the line.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the open tab is read from the page
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    if (list.current && tab) list.current.scrollLeft = tab.offsetLeft - (list.current.clientWidth - tab.offsetWidth) / 2
  }, [open])
  return (
    <Tabs
      value={open}
      onChange={tab => setParams(tab && tab !== FIRST_TAB ? { show: tab } : {}, { preventScrollReset: true })}
      classNames={{ list: classes.list, tab: classes.tab }}
      keepMounted={false}
    >
      <Tabs.List ref={list} aria-label={t('packages.details')}>
        {tabs.map(({ name, label, badge }) => (
          <Tabs.Tab key={name} value={name} rightSection={badge}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ name, panel, isPlain }) => (
        <Tabs.Panel key={name} value={name} className={isPlain ? undefined : classes.card}>
          <div id={name} tabIndex={-1}>
            <Suspense fallback={<LoadingSkeleton />}>
              {panel}
              <ShownSection />
            </Suspense>
          </div>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

/** Returns the name of the open tab. Null for the first one, and while the package is not known. */
export function useOpenTabLabel(pkg: PackageOfPage | null | undefined): string | null {
  const [params] = useSearchParams()
  const canPreview = useHasPermission('package.preview')
  const show = params.get('show')
  if (!pkg || show === FIRST_TAB) return null
  return tabsOf(pkg, [], canPreview).find(({ name }) => name === show)?.label ?? null
}

type Tab = {
  name: string
  label: string
  badge?: ReactNode
  panel: ReactNode
  /** Whether the panel brings its own surfaces. */
  isPlain?: boolean
}

/** Returns the tabs of a package, in their order. Without a draft, those that show it are left out. */
function tabsOf(pkg: PackageOfPage, environments: Props['environments'], canPreview: boolean): Tab[] {
  const { slug, draft } = pkg
  const videoCount = pkg.videos?.totalCount ?? 0
  const counts = findingCounts(draft)
  const ofDraft: Tab[] = draft
    ? [
        {
          name: 'findings',
          label: t('packages.findings'),
          badge: <FindingBadges counts={counts} />,
          panel: (
            <FindingsPanel
              slug={slug}
              version={JSON.stringify([draft.id, draft.synchronizedAt, counts])}
              isSyncing={pkg.currentSyncRun !== null}
            />
          ),
          isPlain: true,
        },
        {
          name: 'files',
          label: t('packages.files'),
          badge: <Count n={draft.fileCount} />,
          panel: <FilesPanel slug={slug} version={historyVersion(pkg)} deployments={pkg.deployments ?? []} />,
        },
      ]
    : []
  return [
    {
      name: FIRST_TAB,
      label: t('packages.overview'),
      panel: <OverviewPanel pkg={pkg} environments={environments} />,
      isPlain: true,
    },
    ...ofDraft,
    ...(videoCount > 0
      ? [
          {
            name: 'videos',
            label: t('packages.videos'),
            badge: <Count n={videoCount} />,
            panel: <VideosPanel slug={slug} transcode={pkg.transcode} />,
          },
        ]
      : []),
    ...(draft && canPreview
      ? [
          {
            name: 'preview',
            label: t('preview.preview'),
            panel: <PreviewPanel slug={slug} draft={draft.id} />,
          },
        ]
      : []),
    ...(draft || pkg.releases?.nodes.length
      ? [
          {
            name: 'changes',
            label: t('packages.changes'),
            panel: (
              <ChangesPanel
                slug={slug}
                version={historyVersion(pkg)}
                environments={environments}
                deployments={pkg.deployments ?? []}
              />
            ),
          },
        ]
      : []),
    {
      name: 'releases',
      label: t('packages.releases'),
      panel: (
        <ReleasesPanel
          slug={slug}
          title={pkg.title}
          version={historyVersion(pkg)}
          environments={environments}
          deployments={pkg.deployments ?? []}
          draftFiles={draft?.fileCount ?? null}
        />
      ),
      isPlain: true,
    },
    {
      name: 'activity',
      label: t('packages.activity'),
      panel: <ActivityPanel slug={slug} version={historyVersion(pkg)} />,
    },
    { name: 'settings', label: t('packages.settings'), panel: <SettingsPanel pkg={pkg} />, isPlain: true },
  ]
}

/** Stands after the panel, so that the part exists when it is looked for. */
function ShownSection() {
  useShownSection()
  return null
}

function Count({ n }: { n: number }) {
  return (
    <Badge size="sm" radius="xl" color="gray">
      {formatCount(n)}
    </Badge>
  )
}

type Props = { pkg: PackageOfPage; environments: readonly EnvironmentOfPage[] }
