import { Radio, Stack, TextInput } from '@mantine/core'
import { formatTimeInZone } from '../../format/date.ts'
import { momentOf } from '../../format/zoned-time.ts'
import { t } from '../../texts/texts.ts'
import type { When } from './use-when.ts'

/** Asks when teachers see a release: now, or at a moment. `refusal`: why a moment cannot be chosen. */
export function WhenField({ when, refusal = null }: { when: When; refusal?: string | null }) {
  const { timeZone, isLater, text, change, fieldError } = when
  const moment = momentOf(timeZone, text)
  return (
    <Radio.Group
      label={t('schedule.when')}
      value={isLater ? 'later' : 'now'}
      onChange={value => change({ isLater: value === 'later' })}
    >
      <Stack gap={8} mt={6}>
        <Radio value="now" label={t('schedule.now')} />
        <Radio value="later" label={t('schedule.later')} description={refusal} disabled={refusal !== null} />
        {isLater && (
          <TextInput
            type="datetime-local"
            label={t('schedule.moment', { timeZone })}
            description={moment ? formatTimeInZone(moment, timeZone) : t('schedule.momentHelp')}
            error={fieldError}
            value={text}
            onChange={event => change({ text: event.currentTarget.value })}
          />
        )}
      </Stack>
    </Radio.Group>
  )
}
