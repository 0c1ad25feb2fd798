import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { fieldErrorMessage } from '../../../graphql/problems.ts'
import { useUncachedMutation } from '../../../graphql/use-uncached-mutation.ts'
import { t } from '../../../texts/texts.ts'
import { CopyField } from '../../copy-field.tsx'
import { FormActions } from '../../form-actions.tsx'
import { Notice } from '../../notice.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { type Environment, UpdateEnvironment } from '../environment.ts'
import { randomSecret } from './random-secret.ts'

/** Sets or replaces the secret that Lectern and the school's website share, and shows it for the last time. */
export default function SecretDialog({ environment, close }: { environment: Environment; close: () => void }) {
  const [{ fetching, data, error }, update] = useUncachedMutation(UpdateEnvironment)
  const [secret, setSecret] = useState('')
  const isReplacing = environment.viewerKey !== null
  const fieldError = fieldErrorMessage(error, 'input.viewerSecret')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await update({ slug: environment.slug, input: { viewerSecret: secret } })
  }
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{data?.updateEnvironment ? t('environments.secretSaved') : t('environments.secretTitle')}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {data?.updateEnvironment ? (
        <Stack gap="lg">
          <Text>{t('environments.secretOnce')}</Text>
          <CopyField label={t('environments.secret')} value={secret} />
          <Group justify="flex-end">
            <Button onClick={close}>{t('environments.done')}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack gap="lg">
            {isReplacing && <Notice tone="warning">{t('environments.replaceEffect')}</Notice>}
            <TextInput
              label={t('environments.secret')}
              description={t('environments.secretHelp')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              data-autofocus
              autoComplete="off"
              spellCheck={false}
              maxLength={1024}
              value={secret}
              error={fieldError}
              onChange={event => setSecret(event.currentTarget.value)}
            />
            <Group>
              <Button variant="default" size="xs" onClick={() => setSecret(randomSecret())}>
                {t('environments.generate')}
              </Button>
            </Group>
            {!fieldError && <ErrorNotice error={error} />}
            <FormActions submitLabel={t('environments.saveSecret')} isSaving={fetching} close={close} />
          </Stack>
        </form>
      )}
    </Modal>
  )
}
