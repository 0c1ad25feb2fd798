import { Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { fieldErrorMessage } from '../../../graphql/problems.ts'
import { t } from '../../../texts/texts.ts'
import { FormActions } from '../../form-actions.tsx'
import { Notice } from '../../notice.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { showToast } from '../../toast/show-toast.ts'
import { type Environment, UpdateEnvironment } from '../environment.ts'

/** Sets the address of the public keys of the school's website. */
export default function KeySetDialog({ environment, close }: { environment: Environment; close: () => void }) {
  const [{ fetching, error }, update] = useMutation(UpdateEnvironment)
  const [url, setUrl] = useState(environment.viewerJwksUrl ?? '')
  const fieldError = fieldErrorMessage(error, 'input.viewerJwksUrl')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { data } = await update({ slug: environment.slug, input: { viewerJwksUrl: url.trim() } })
    if (!data?.updateEnvironment) return
    close()
    await showToast({ message: t('environments.saved', { name: environment.name }) })
  }
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{t('environments.keySetTitle')}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          {environment.viewerKey && <Notice tone="warning">{t('environments.replaceEffect')}</Notice>}
          <TextInput
            label={t('environments.keySetAddress')}
            description={t('environments.keySetHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            data-autofocus
            type="url"
            autoComplete="off"
            maxLength={2048}
            placeholder={t('environments.keySetPlaceholder')}
            value={url}
            error={fieldError}
            onChange={event => setUrl(event.currentTarget.value)}
          />
          {!fieldError && <ErrorNotice error={error} />}
          <FormActions submitLabel={t('environments.save')} isSaving={fetching} close={close} />
        </Stack>
      </form>
    </Modal>
  )
}
