import type { ReactNode } from 'react'
import { useHasPermission, useHasPermissionEverywhere } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import {
  ActivityIcon,
  BudgetIcon,
  DropboxIcon,
  EnvironmentIcon,
  FolderIcon,
  KeyIcon,
  PeopleIcon,
  SystemIcon,
  WebhookIcon,
} from '../../theme/icons.tsx'
import { AttentionBadge } from '../attention/attention-badge.tsx'

/** A page of the navigation. `key` after G opens it. `badge`: beside its name; `isDot` where only the icon is shown. */
export type NavigationPage = {
  to: string
  label: string
  icon: ReactNode
  key: string
  badge?: (isDot: boolean) => ReactNode
}

/** Pages under one heading. */
export type NavigationGroup = { label: string; pages: NavigationPage[] }

/** Returns the pages that the person may see, in groups. Leaves out empty groups. */
export function useNavigation(): NavigationGroup[] {
  const isShown = {
    activity: useHasPermission('package.read'),
    environments: useHasPermission('package.read'),
    budget: useHasPermission('budget.read'),
    dropbox: useHasPermissionEverywhere('dropbox.read'),
    people: useHasPermissionEverywhere('user.read'),
    tokens: useHasPermission('token.read'),
    webhooks: useHasPermissionEverywhere('webhook.read'),
    system: useHasPermissionEverywhere('system.read'),
  }
  const work = [
    {
      to: '/packages',
      label: t('shell.packages'),
      icon: <FolderIcon />,
      key: 'p',
      badge: (isDot: boolean) => <AttentionBadge isDot={isDot} />,
    },
    isShown.activity && { to: '/activity', label: t('shell.activity'), icon: <ActivityIcon />, key: 'a' },
  ]
  const manage = [
    isShown.environments && {
      to: '/environments',
      label: t('shell.environments'),
      icon: <EnvironmentIcon />,
      key: 'v',
    },
    isShown.budget && { to: '/budget', label: t('shell.budget'), icon: <BudgetIcon />, key: 'b' },
    isShown.dropbox && { to: '/dropbox', label: t('shell.dropbox'), icon: <DropboxIcon />, key: 'd' },
    isShown.people && { to: '/people', label: t('shell.people'), icon: <PeopleIcon />, key: 'e' },
    isShown.tokens && { to: '/tokens', label: t('shell.tokens'), icon: <KeyIcon />, key: 't' },
    isShown.webhooks && { to: '/webhooks', label: t('shell.webhooks'), icon: <WebhookIcon />, key: 'w' },
    isShown.system && { to: '/system', label: t('shell.system'), icon: <SystemIcon />, key: 's' },
  ]
  return [
    { label: t('shell.work'), pages: work.filter(page => page !== false) },
    { label: t('shell.manage'), pages: manage.filter(page => page !== false) },
  ].filter(({ pages }) => pages.length > 0)
}
