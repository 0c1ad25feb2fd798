import { Button } from '@mantine/core'
import { useHasPermission } from '../../../graphql/use-has-permission.ts'
import { t } from '../../../texts/texts.ts'
import { useAddress } from '../../address.ts'

/** Leads to the changed pages as they look, and to the one that is open. Nothing for who may not preview the package. */
export function LooksButton() {
  const { change } = useAddress()
  if (!useHasPermission('package.preview')) return null
  return (
    <Button variant="default" w="fit-content" onClick={() => change({ as: 'looks' })}>
      {t('looks.open')}
    </Button>
  )
}
