import { NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { formatTimeInZone } from '../../format/date.ts'
import { momentOf } from '../../format/zoned-time.ts'
import { t } from '../../texts/texts.ts'
import { FormDialog } from '../form-dialog.tsx'
import { MomentField } from '../schedule/moment-field.tsx'
import { momentProblem, useTimeZone } from '../schedule/use-when.ts'
import type { Schedule } from './use-bulk.ts'

/** Asks where and from when on the newest releases of several packages are shown. Chooses nothing by itself. */
export default function ScheduleManyDialog({ count, environments, schedule, close }: Props) {
  const timeZone = useTimeZone()
  const [slug, setSlug] = useState('')
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  const environment = environments.find(one => one.slug === slug)
  const submit = () => {
    const at = momentOf(timeZone, text)
    const problem = momentProblem(text, at, new Date())
    setError(problem)
    if (problem || !at || !environment) return
    schedule({ environment, at: at.toISOString(), time: formatTimeInZone(at, timeZone) })
    close()
  }
  return (
    <FormDialog
      title={t('packageList.scheduleTitle', { count })}
      submitLabel={
        environment
          ? t('packageList.scheduleFor', { environment: environment.name })
          : t('packageList.scheduleAnywhere')
      }
      isDisabled={!environment}
      submit={submit}
      close={close}
    >
      <NativeSelect
        data-autofocus
        label={t('access.environmentField')}
        value={slug}
        onChange={event => setSlug(event.currentTarget.value)}
        data={[{ value: '', label: '' }, ...environments.map(one => ({ value: one.slug, label: one.name }))]}
      />
      <MomentField
        timeZone={timeZone}
        text={text}
        error={error}
        onChange={changed => {
          setText(changed)
          setError(null)
        }}
      />
      <Text size="sm" c="dimmed">
        {t('packageList.scheduleHelp')}
      </Text>
    </FormDialog>
  )
}

type Props = {
  count: number
  environments: readonly { slug: string; name: string }[]
  schedule: (schedule: Schedule) => void
  close: () => void
}
