import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { showToast } from '../toast/show-toast.ts'

const Unpublish = graphql(`
  mutation Unpublish($slug: String!, $environment: String!) {
    unpublishPackage(slug: $slug, environment: $environment) {
      id
    }
  }
`)

/** Takes a package away from an environment. Asks for its title, because links of teachers break at once. */
export default function UnpublishDialog({ slug, title, environment, close }: UnpublishProps) {
  const [{ fetching, error }, unpublish] = useMutation(Unpublish)
  const [typed, setTyped] = useState('')
  const names = { title, environment: environment.name }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await unpublish({ slug, environment: environment.slug })
    if (!result.data?.unpublishPackage) return
    close()
    await showToast({ message: t('publish.unpublished', names) })
  }
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{t('publish.unpublishQuestion', names)}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm">{t('publish.unpublishEffect', names)}</Text>
          <TextInput
            data-autofocus
            label={t('publish.typeTitle', names)}
            autoComplete="off"
            value={typed}
            onChange={event => setTyped(event.currentTarget.value)}
          />
          <ErrorNotice error={error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {t('publish.keepPublished')}
            </Button>
            <ServerButton type="submit" color="brick" loading={fetching} disabled={typed.trim() !== title.trim()}>
              {t('publish.unpublish')}
            </ServerButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** The package, and the environment that no longer shows it. */
export type UnpublishProps = {
  slug: string
  title: string
  environment: { slug: string; name: string }
  close: () => void
}
