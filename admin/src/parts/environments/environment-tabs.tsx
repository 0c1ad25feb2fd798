import { lazy } from 'react'
import { useSearchParams } from 'react-router'
import { t } from '../../texts/texts.ts'
import { TabCard } from '../tab-card.tsx'
import type { Environment } from './environment.ts'
import { ShownPanel } from './shown-panel.tsx'

const SchedulePanel = lazy(() => import('./schedule/schedule-panel.tsx'))
const RulesPanel = lazy(() => import('./rules/rules-panel.tsx'))
const AccessPanel = lazy(() => import('./access/access-panel.tsx'))
const EmbeddingPanel = lazy(() => import('./embedding/embedding-panel.tsx'))
const HistoryPanel = lazy(() => import('./history-panel.tsx'))

const labels = {
  shown: t('environments.shownNow'),
  schedule: t('environments.schedule'),
  rules: t('environments.rules'),
  access: t('environments.access'),
  embedding: t('environments.embedding'),
  history: t('environments.history'),
}

/** Returns the name of the open tab. Null for the first one. */
export function useOpenTabLabel(): string | null {
  const show = useSearchParams()[0].get('show')
  const isTab = (name: string | null): name is keyof typeof labels => name !== null && Object.hasOwn(labels, name)
  return isTab(show) && show !== 'shown' ? labels[show] : null
}

/** What an environment shows, when that changes, its settings, and what happened in it. */
export function EnvironmentTabs({ environment, timeZone, managers, canManage, canManageViewers }: Props) {
  const { id } = environment
  return (
    <TabCard
      label={t('environments.details')}
      tabs={[
        {
          ...{ value: 'shown', label: labels.shown, count: environment.shown?.totalCount },
          panel: () => <ShownPanel environment={environment} />,
        },
        {
          ...{ value: 'schedule', label: labels.schedule },
          count: environment.scheduled?.totalCount || undefined,
          panel: () => <SchedulePanel environment={environment} timeZone={timeZone} />,
        },
        {
          ...{ value: 'rules', label: labels.rules },
          panel: () => <RulesPanel key={id} {...{ environment, managers, canManage }} />,
        },
        {
          ...{ value: 'access', label: labels.access },
          panel: () => <AccessPanel {...{ environment, canManage, canManageViewers }} />,
        },
        {
          ...{ value: 'embedding', label: labels.embedding },
          panel: () => <EmbeddingPanel key={id} environment={environment} canManage={canManage} />,
        },
        {
          ...{ value: 'history', label: labels.history },
          panel: () => <HistoryPanel slug={environment.slug} />,
        },
      ]}
    />
  )
}

type Props = {
  environment: Environment
  timeZone: string | null
  /** The names of the people who may manage it. */
  managers: string[]
  canManage: boolean
  canManageViewers: boolean
}
