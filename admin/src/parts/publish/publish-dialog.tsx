import { Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { formatQuantity } from '../../format/count.ts'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { BlockerList } from './blocker-list.tsx'
import type { Deployment } from './deployment.ts'
import { EnvironmentOption } from './environment-select.tsx'
import { Publish } from './publication.ts'

/** Asks where to publish and what is new, publishes, and tells at once what holds it back. */
export default function PublishDialog({
  slug,
  title,
  draft,
  errors: errorCount,
  environments,
  deployments,
  close,
}: PublishDialogProps) {
  const [{ fetching, data, error }, publish] = useMutation(Publish)
  const [environmentSlug, setEnvironmentSlug] = useState(environments[0]?.slug ?? '')
  const [notes, setNotes] = useState('')
  // One key for each opening: a click that is sent twice publishes once.
  const [key, setKey] = useState(newKey)
  const blockedPublication = data?.publishPackage?.status === 'BLOCKED' ? data.publishPackage : null

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await publish({ slug, environment: environmentSlug, draft, notes: notes.trim() || null, key })
    if (result.data?.publishPackage?.status === 'BLOCKED') setKey(newKey)
    else if (result.data?.publishPackage) close()
  }
  return (
    <Modal opened onClose={close} title={<b>Publish «{title}»</b>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Radio.Group label="Where" value={environmentSlug} onChange={setEnvironmentSlug}>
            <Stack gap={8} mt={6}>
              {environments.map(environment => (
                <EnvironmentOption
                  key={environment.id}
                  environment={environment}
                  release={
                    deployments.find(deployment => deployment.environment?.id === environment.id)?.release.number
                  }
                />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label="What is new"
            description="Optional. It is kept with the release, in the history."
            autosize
            minRows={2}
            value={notes}
            onChange={event => setNotes(event.currentTarget.value)}
          />
          {errorCount > 0 && !blockedPublication && (
            <Notice tone="careful">
              {formatQuantity(errorCount, 'finding')} should be mended first, or teachers will meet{' '}
              {errorCount === 1 ? 'it' : 'them'}.
            </Notice>
          )}
          {blockedPublication && (
            <Notice tone="bad" alert>
              <b>Not published.</b>
              <BlockerList blockers={blockedPublication.blockers} />
            </Notice>
          )}
          <ErrorNotice error={error} />
          <Text size="sm" c="gray.6">
            Teachers see the whole new release or the one before it, never a mixture. Videos that are not ready yet are
            waited for; you need not wait here.
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Not now
            </Button>
            <Button type="submit" loading={fetching} disabled={!environmentSlug}>
              Publish now
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** Also works on plain http, where `crypto.randomUUID` does not exist. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), part => part.toString(36)).join('-')
}

/** What is published, and where it could be. `errors`: how many findings say that something is broken. */
export type PublishDialogProps = {
  slug: string
  title: string
  draft: string | null
  errors: number
  environments: readonly { id: string; slug: string; name: string }[]
  deployments: readonly Deployment[]
  close: () => void
}
