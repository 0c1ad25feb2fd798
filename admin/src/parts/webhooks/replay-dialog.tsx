import { Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type CombinedError, useClient, useMutation } from 'urql'
import { fieldErrorMessage } from '../../graphql/problems.ts'
import { t } from '../../texts/texts.ts'
import { FormActions } from '../form-actions.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { findStartCursor, type ReplayStart, startProblem } from './replay-start.ts'
import { ReplayWebhook } from './webhook.ts'

/** Sends past events again, from a time or after a cursor of the audit log. `onReplayed` is called after it began. */
export default function ReplayDialog({
  id,
  onReplayed,
  close,
}: {
  id: string
  onReplayed: () => void
  close: () => void
}) {
  const client = useClient()
  const [{ fetching }, replay] = useMutation(ReplayWebhook)
  const [kind, setKind] = useState<ReplayStart['kind']>('time')
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [error, setError] = useState<CombinedError>()
  const change = (kind: ReplayStart['kind'], text: string) => {
    setKind(kind)
    setText(text)
    setProblem(null)
    setError(undefined)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const invalid = startProblem({ kind, text }, new Date())
    if (invalid) return setProblem(invalid)
    const start = await findStartCursor(client, { kind, text })
    if (!start.cursor) {
      setError(start.error)
      return setProblem(start.problem ?? null)
    }
    const result = await replay({ id, after: start.cursor })
    setError(result.error)
    if (result.error) return setProblem(fieldErrorMessage(result.error, 'after'))
    onReplayed()
    close()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{t('webhooks.replayTitle')}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <Text>{t('webhooks.replayHelp')}</Text>
          <Radio.Group
            label={t('webhooks.replayFrom')}
            value={kind}
            onChange={value => change(value as ReplayStart['kind'], '')}
          >
            <Stack gap={8} mt={6}>
              <Radio value="time" data-autofocus label={t('webhooks.replayFromTime')} />
              <Radio value="cursor" label={t('webhooks.replayFromCursor')} />
            </Stack>
          </Radio.Group>
          <TextInput
            key={kind}
            type={kind === 'time' ? 'datetime-local' : 'text'}
            step={1}
            label={kind === 'time' ? t('webhooks.time') : t('webhooks.cursor')}
            autoComplete="off"
            value={text}
            error={problem}
            onChange={event => change(kind, event.currentTarget.value)}
          />
          {!problem && <ErrorNotice error={error} />}
          <FormActions submitLabel={t('webhooks.replay')} isSaving={fetching} close={close} />
        </Stack>
      </form>
    </Modal>
  )
}
