import { Radio, Stack } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { MomentField } from './moment-field.tsx'
import type { When } from './use-when.ts'

/** Asks when teachers see a release: now, or at a moment. `refusal`: why a moment cannot be chosen. */
export function WhenField({ when, refusal = null }: { when: When; refusal?: string | null }) {
  const { timeZone, isLater, text, change, fieldError } = when
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
          <MomentField
            timeZone={timeZone}
            text={text}
            error={fieldError}
            onChange={changed => change({ text: changed })}
          />
        )}
      </Stack>
    </Radio.Group>
  )
}
