import { Button } from '@mantine/core'
import { t } from '../../../texts/texts.ts'
import { useAddress } from '../../address.ts'

/** Leads to the changed pages as they look, and to the one that is open. */
export function LooksButton() {
  const { change } = useAddress()
  return (
    <Button variant="default" w="fit-content" onClick={() => change({ as: 'looks' })}>
      {t('looks.open')}
    </Button>
  )
}
