import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { EmptyState } from '../parts/empty-state.tsx'
import { t } from '../texts/texts.ts'
import { SearchIcon } from '../theme/icons.tsx'

const titles = {
  page: t('pages.pageNotFound'),
  package: t('pages.packageNotFound'),
  environment: t('pages.environmentNotFound'),
  person: t('pages.personNotFound'),
  token: t('pages.tokenNotFound'),
  webhook: t('pages.webhookNotFound'),
}

/** Shown for an address that does not exist or that the person may not see. */
export default function NotFoundPage({ kind = 'page' }: { kind?: keyof typeof titles }) {
  const title = titles[kind]
  return (
    <EmptyState icon={<SearchIcon />} title={title} order={1}>
      <title>{t('shell.documentTitle', { page: t('pages.notFound') })}</title>
      <p>{t('pages.notFoundHelp')}</p>
      <Anchor component={Link} to="/packages" inherit fw={600}>
        {t('pages.openPackages')}
      </Anchor>
    </EmptyState>
  )
}
