import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { formatAlternatives } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'
import { InfoIcon } from '../../theme/icons.tsx'
import { DocumentTitle } from '../document-title.tsx'
import { EmptyState } from '../empty-state.tsx'
import { roleNamesWith } from './role.ts'

/** Shown in place of a page for which the person lacks a permission. Says which roles contain it. */
export function Forbidden({ permission }: { permission: string }) {
  return (
    <EmptyState icon={<InfoIcon />} title={t('access.forbiddenTitle')} order={1}>
      <DocumentTitle page={t('access.forbiddenTitle')} />
      <p>{t('access.forbidden', { roles: formatAlternatives(roleNamesWith(permission)) })}</p>
      <Anchor component={Link} to="/packages" inherit fw={600}>
        {t('pages.openPackages')}
      </Anchor>
    </EmptyState>
  )
}
