import { Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useMutation } from 'urql'
import { fieldErrorMessage } from '../../graphql/problems.ts'
import { t } from '../../texts/texts.ts'
import { FormDialog } from '../form-dialog.tsx'
import { showToast } from '../toast/show-toast.ts'
import { CreateEnvironment, type Environment } from './environment.ts'
import { suggestSlug } from './slug.ts'

/** Creates an environment without rules, and opens its page, where they are set. */
export default function CreateEnvironmentDialog({ close }: { close: () => void }) {
  const [{ fetching, error }, create] = useMutation(CreateEnvironment)
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [typedSlug, setTypedSlug] = useState<string>()
  const [access, setAccess] = useState<Environment['access']>('PUBLIC')
  const slug = typedSlug ?? suggestSlug(name)
  const nameError = fieldErrorMessage(error, 'input.name')
  const slugError = fieldErrorMessage(error, 'input.slug')
  const submit = async () => {
    const { data } = await create({ input: { name: name.trim(), slug, access } })
    if (!data?.createEnvironment) return
    close()
    navigate(`/environments/${slug}?show=${access === 'PUBLIC' ? 'rules' : 'access'}`)
    await showToast({ message: t('environments.created', { name: name.trim() }) })
  }
  return (
    <FormDialog
      title={t('environments.createTitle')}
      submitLabel={t('environments.createSubmit')}
      isSaving={fetching}
      error={nameError || slugError ? undefined : error}
      submit={submit}
      close={close}
    >
      <TextInput
        label={t('environments.name')}
        description={t('environments.nameHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data-autofocus
        required
        autoComplete="off"
        maxLength={200}
        value={name}
        error={nameError}
        onChange={event => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('environments.slug')}
        description={t('environments.slugHelp', { slug: slug || 'staging' })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        autoComplete="off"
        maxLength={63}
        value={slug}
        error={slugError}
        onChange={event => setTypedSlug(event.currentTarget.value)}
      />
      <Radio.Group
        label={t('environments.whoMayOpen')}
        value={access}
        onChange={value => setAccess(value as Environment['access'])}
      >
        <Stack gap={8} mt={6}>
          <Radio value="PUBLIC" label={t('environments.public')} description={t('environments.publicHelp')} />
          <Radio value="VIEWER_TOKEN" label={t('environments.viewers')} description={t('environments.viewersHelp')} />
        </Stack>
      </Radio.Group>
    </FormDialog>
  )
}
