import { Anchor, Button } from '@mantine/core'
import { Link } from 'react-router'
import { DocumentTitle } from '../parts/document-title.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { openPalette } from '../parts/palette/open-palette.ts'
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
      <DocumentTitle page={t('pages.notFound')} />
      <p>{t('pages.notFoundHelp')}</p>
      <p>
        <Button variant="default" leftSection={<SearchIcon />} aria-haspopup="dialog" onClick={openPalette}>
          {t('pages.search')}
        </Button>
      </p>
      <Anchor component={Link} to="/packages" inherit fw={600}>
        {t('pages.openPackages')}
      </Anchor>
    </EmptyState>
  )
}
