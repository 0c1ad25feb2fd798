import { Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { CombinedError } from 'urql'
import { fieldErrorMessage } from '../../graphql/problems.ts'
import { t } from '../../texts/texts.ts'
import { FormActions } from '../form-actions.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ActionChoice } from './action-choice.tsx'

/** The fields of a webhook: its address and what it sends. An empty list of actions means every action. */
export function WebhookForm({ webhook, submitLabel, isSaving, error, save, close }: Props) {
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [actions, setActions] = useState<string[] | null>(webhook?.actions.length ? [...webhook.actions] : null)
  const [isValidated, setIsValidated] = useState(false)
  const urlError = fieldErrorMessage(error, 'input.url')
  const isActionMissing = actions?.length === 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsValidated(true)
    if (!isActionMissing) save({ url: url.trim(), actions: actions ?? [] })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <TextInput
          label={t('webhooks.address')}
          description={t('webhooks.addressHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data-autofocus
          type="url"
          required
          autoComplete="off"
          maxLength={2048}
          placeholder={t('webhooks.addressPlaceholder')}
          value={url}
          error={urlError}
          onChange={event => setUrl(event.currentTarget.value)}
        />
        <ActionChoice
          actions={actions}
          onChange={setActions}
          error={isValidated && isActionMissing ? t('webhooks.chooseAction') : undefined}
        />
        {!urlError && <ErrorNotice error={error} />}
        <FormActions submitLabel={submitLabel} isSaving={isSaving} close={close} />
      </Stack>
    </form>
  )
}

type Props = {
  webhook?: { url: string; actions: readonly string[] }
  submitLabel: string
  isSaving: boolean
  error: CombinedError | undefined
  save: (input: { url: string; actions: string[] }) => void
  close: () => void
}
