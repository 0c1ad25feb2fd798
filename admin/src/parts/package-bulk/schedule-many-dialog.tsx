import { Modal, NativeSelect, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { formatTimeInZone } from '../../format/date.ts'
import { momentOf } from '../../format/zoned-time.ts'
import { t } from '../../texts/texts.ts'
import { FormActions } from '../form-actions.tsx'
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
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const at = momentOf(timeZone, text)
    const problem = momentProblem(text, at, new Date())
    setError(problem)
    if (problem || !at || !environment) return
    schedule({ environment, at: at.toISOString(), time: formatTimeInZone(at, timeZone) })
    close()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{t('packageList.scheduleTitle', { count })}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
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
          <FormActions
            submitLabel={
              environment
                ? t('packageList.scheduleFor', { environment: environment.name })
                : t('packageList.scheduleAnywhere')
            }
            isSaving={false}
            isDisabled={!environment}
            close={close}
          />
        </Stack>
      </form>
    </Modal>
  )
}

type Props = {
  count: number
  environments: readonly { slug: string; name: string }[]
  schedule: (schedule: Schedule) => void
  close: () => void
}
