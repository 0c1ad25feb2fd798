import { Checkbox } from '@mantine/core'
import { t } from '../../texts/texts.ts'

/** Asks whether teachers get the author's file of videos that could not be encoded. `count`: how many there are. */
export function AcceptFallbackField({ count, isAccepted, setAccepted }: Props) {
  return (
    <Checkbox
      label={t('publish.acceptFallback', { count })}
      description={t('publish.acceptFallbackHelp')}
      checked={isAccepted}
      onChange={event => setAccepted(event.currentTarget.checked)}
    />
  )
}

type Props = { count: number; isAccepted: boolean; setAccepted: (isAccepted: boolean) => void }
