import { TextInput } from '@mantine/core'
import { formatTimeInZone } from '../../format/date.ts'
import { momentOf } from '../../format/zoned-time.ts'
import { t } from '../../texts/texts.ts'

/** Asks for a moment in the school's time zone, and says it in words. */
export function MomentField({ timeZone, text, error, onChange }: Props) {
  const moment = momentOf(timeZone, text)
  return (
    <TextInput
      type="datetime-local"
      label={t('schedule.moment', { timeZone })}
      description={moment ? formatTimeInZone(moment, timeZone) : t('schedule.momentHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={error}
      value={text}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}

type Props = { timeZone: string; text: string; error: string | null; onChange: (text: string) => void }
