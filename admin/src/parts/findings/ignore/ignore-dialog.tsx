import { Modal, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { fieldErrorMessage } from '../../../graphql/problems.ts'
import { graphql } from '../../../graphql/tada.ts'
import { t } from '../../../texts/texts.ts'
import { FormActions } from '../../form-actions.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { showToast } from '../../toast/show-toast.ts'
import type { Finding } from '../finding-fields.ts'
import { findingTitle } from '../finding-labels.ts'
import { useUnignore } from './use-unignore.ts'

const IgnoreFinding = graphql(`
  mutation IgnoreFinding($slug: String!, $cause: ID!, $reason: String!) {
    ignoreFinding(package: $slug, cause: $cause, reason: $reason) {
      cause
    }
  }
`)

/** Asks why a finding can be ignored, says what that does, and ignores it. */
export default function IgnoreDialog({ slug, finding, onChanged, close }: Props) {
  const { cause, severity } = finding
  const [reason, setReason] = useState('')
  const [{ fetching, error }, ignore] = useMutation(IgnoreFinding)
  const { unignore } = useUnignore(slug, cause, onChanged)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await ignore({ slug, cause, reason })
    if (result.error) return
    close()
    onChanged()
    await showToast({ message: t('findings.ignoredToast'), undo: () => void unignore() })
  }
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{t('findings.ignoreTitle')}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text fw={600}>{findingTitle(finding)}</Text>
          <Text>{t('findings.ignoreEffect')}</Text>
          {severity === 'ERROR' && <Text>{t('findings.ignoreEffectError')}</Text>}
          <Textarea
            label={t('findings.reason')}
            description={t('findings.reasonHelp')}
            value={reason}
            onChange={event => setReason(event.currentTarget.value)}
            maxLength={1_000}
            autosize
            minRows={2}
            maxRows={8}
            error={fieldErrorMessage(error, 'reason')}
            data-autofocus
            required
          />
          {!fieldErrorMessage(error, 'reason') && <ErrorNotice error={error} />}
          <FormActions
            submitLabel={t('findings.submitIgnore')}
            isSaving={fetching}
            isDisabled={reason.trim() === ''}
            close={close}
          />
        </Stack>
      </form>
    </Modal>
  )
}

type Props = { slug: string; finding: Finding; onChanged: () => void; close: () => void }
