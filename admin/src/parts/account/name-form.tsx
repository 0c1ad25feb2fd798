import { Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { fieldErrorMessage } from '../../graphql/problems.ts'
import { t } from '../../texts/texts.ts'
import { CheckIcon } from '../../theme/icons.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { type Account, UpdateUser } from './account.ts'

/** Changes the name of the signed-in person. */
export function NameForm({ account }: { account: Account }) {
  const [{ fetching, error }, update] = useMutation(UpdateUser)
  const [name, setName] = useState(account.name)
  const [isSaved, setIsSaved] = useState(false)
  const nameError = fieldErrorMessage(error, 'input.name')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await update({ id: account.id, input: { name: name.trim() } })
    setIsSaved(!result.error)
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="lg" maw={420}>
        <TextInput
          label={t('account.name')}
          description={t('account.nameHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="name"
          required
          maxLength={200}
          value={name}
          error={nameError}
          onChange={event => {
            setName(event.currentTarget.value)
            setIsSaved(false)
          }}
        />
        <TextInput label={t('account.email')} value={account.email ?? ''} readOnly variant="filled" />
        {!nameError && <ErrorNotice error={error} />}
        <Group gap="sm">
          <ServerButton type="submit" loading={fetching}>
            {t('account.save')}
          </ServerButton>
          <span role="status">
            {isSaved && (
              <>
                <CheckIcon /> {t('account.saved')}
              </>
            )}
          </span>
        </Group>
      </Stack>
    </form>
  )
}
