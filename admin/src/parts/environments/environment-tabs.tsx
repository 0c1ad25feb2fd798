import { lazy } from 'react'
import { t } from '../../texts/texts.ts'
import { TabCard } from '../tab-card.tsx'
import type { Environment } from './environment.ts'
import { ShownPanel } from './shown-panel.tsx'

const SchedulePanel = lazy(() => import('./schedule/schedule-panel.tsx'))
const RulesPanel = lazy(() => import('./rules/rules-panel.tsx'))
const AccessPanel = lazy(() => import('./access/access-panel.tsx'))
const EmbeddingPanel = lazy(() => import('./embedding/embedding-panel.tsx'))
const HistoryPanel = lazy(() => import('./history-panel.tsx'))

/** What an environment shows, when that changes, its settings, and what happened in it. */
export function EnvironmentTabs({ environment, timeZone, canManage, canManageViewers }: Props) {
  const { id } = environment
  return (
    <TabCard
      label={t('environments.details')}
      tabs={[
        {
          ...{ value: 'shown', label: t('environments.shownNow'), count: environment.shown?.totalCount },
          panel: () => <ShownPanel environment={environment} />,
        },
        {
          ...{ value: 'schedule', label: t('environments.schedule') },
          count: environment.scheduled?.totalCount || undefined,
          panel: () => <SchedulePanel environment={environment} timeZone={timeZone} />,
        },
        {
          ...{ value: 'rules', label: t('environments.rules') },
          panel: () => <RulesPanel key={id} environment={environment} canManage={canManage} />,
        },
        {
          ...{ value: 'access', label: t('environments.access') },
          panel: () => <AccessPanel {...{ environment, canManage, canManageViewers }} />,
        },
        {
          ...{ value: 'embedding', label: t('environments.embedding') },
          panel: () => <EmbeddingPanel key={id} environment={environment} canManage={canManage} />,
        },
        {
          ...{ value: 'history', label: t('environments.history') },
          panel: () => <HistoryPanel slug={environment.slug} />,
        },
      ]}
    />
  )
}

type Props = { environment: Environment; timeZone: string | null; canManage: boolean; canManageViewers: boolean }
