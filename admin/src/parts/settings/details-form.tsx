import { Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { fieldErrorMessage } from '../../graphql/problems.ts'
import { graphql } from '../../graphql/tada.ts'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { CheckIcon } from '../../theme/icons.tsx'
import { Card } from '../card.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'

const SetDetails = graphql(`
  mutation SetDetails($slug: String!, $title: String!, $description: String) {
    updatePackage(slug: $slug, input: { title: $title, description: $description }) {
      id
      title
      description
    }
  }
`)

type Details = { title: string; description: string }

/** The title and description of a package, to change for those who may. `saved` is what the server has. */
export function DetailsForm({ slug, saved }: { slug: string; saved: Details }) {
  const canUpdate = usePackagePermission('package.update')
  const [{ fetching, error }, update] = useMutation(SetDetails)
  const [edited, setEdited] = useState<Partial<Details>>({})
  const [isSaved, setIsSaved] = useState(false)
  const details = { ...saved, ...edited }
  const titleError = fieldErrorMessage(error, 'input.title')
  const descriptionError = fieldErrorMessage(error, 'input.description')
  const edit = (change: Partial<Details>) => {
    setEdited(current => ({ ...current, ...change }))
    setIsSaved(false)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const description = details.description.trim() || null
    const result = await update({ slug, title: details.title.trim(), description })
    if (result.error) return
    setEdited({})
    setIsSaved(true)
  }
  if (!canUpdate)
    return (
      <Card title={t('settings.details')}>
        <Text fw={600}>{saved.title}</Text>
        {saved.description && <Text c="dimmed">{saved.description}</Text>}
      </Card>
    )
  return (
    <Card title={t('settings.details')}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <TextInput
            label={t('settings.title')}
            description={t('settings.titleHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            required
            maxLength={300}
            value={details.title}
            error={titleError}
            onChange={event => edit({ title: event.currentTarget.value })}
          />
          <Textarea
            label={t('settings.description')}
            description={t('settings.descriptionHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autosize
            minRows={2}
            maxRows={10}
            maxLength={5_000}
            value={details.description}
            error={descriptionError}
            onChange={event => edit({ description: event.currentTarget.value })}
          />
          {!titleError && !descriptionError && <ErrorNotice error={error} />}
          <Group gap="sm">
            <ServerButton type="submit" loading={fetching} disabled={Object.keys(edited).length === 0}>
              {t('settings.save')}
            </ServerButton>
            <span role="status">
              {isSaved && (
                <>
                  <CheckIcon /> {t('settings.saved')}
                </>
              )}
            </span>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
