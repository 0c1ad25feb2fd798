import { Button, List } from '@mantine/core'
import { Link } from 'react-router'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { FolderIcon, PlusIcon } from '../../theme/icons.tsx'
import { EmptyState } from '../empty-state.tsx'

/** The list before there is a package: what a package is, and the way to the first one. */
export function NoPackages() {
  return (
    <EmptyState icon={<FolderIcon />} title={t('packages.emptyTitle')} order={2}>
      <p>{t('packages.empty')}</p>
      <List type="ordered" ta="left" mb="lg" aria-label={t('packageList.steps')}>
        <List.Item>{t('packageList.step1')}</List.Item>
        <List.Item>{t('packageList.step2')}</List.Item>
        <List.Item>{t('packageList.step3')}</List.Item>
      </List>
      <AddButton />
    </EmptyState>
  )
}

/** The link to the choice of a folder, for people who may add packages. */
export function AddButton() {
  if (!useHasPermission('package.create')) return null
  return (
    <Button component={Link} to="/add-package" leftSection={<PlusIcon />}>
      {t('packages.add')}
    </Button>
  )
}
