import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { fieldErrorMessage } from '../../../graphql/problems.ts'
import { t } from '../../../texts/texts.ts'
import { Notice } from '../../notice.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { ServerButton } from '../../server-button.tsx'
import { showToast } from '../../toast/show-toast.ts'
import { type Environment, UpdateEnvironment } from '../environment.ts'
import { checkList, checkSource } from './frame-source.ts'
import { SourceList } from './source-list.tsx'
import { TryPage } from './try-page.tsx'

/** The websites that may show the lessons of an environment in a frame, each with what it allows, and a test. */
export default function EmbeddingPanel({ environment, canManage }: { environment: Environment; canManage: boolean }) {
  const { slug, name, frameAncestors } = environment
  const [{ fetching, error }, update] = useMutation(UpdateEnvironment)
  const [edited, setEdited] = useState<string[]>()
  const sources = edited ?? [...frameAncestors]
  const trimmed = sources.map(source => source.trim())
  const isFaulty = trimmed.length === 0 || trimmed.some(source => 'problem' in checkSource(source))
  const oddity = checkList(trimmed)
  const fieldError = fieldErrorMessage(error, 'input.frameAncestors')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { data } = await update({ slug, input: { frameAncestors: trimmed } })
    if (!data?.updateEnvironment) return
    setEdited(undefined)
    await showToast({ message: t('environments.saved', { name }) })
  }
  return (
    <Stack gap={32} maw={720}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <div>
            <Title order={2}>{t('environments.sources')}</Title>
            <Text size="sm" c="dimmed">
              {t('environments.sourcesHelp')}
            </Text>
          </div>
          <SourceList sources={sources} canManage={canManage} onChange={setEdited} />
          {oddity && <Notice tone="warning">{oddity}</Notice>}
          {fieldError && <Notice tone="error">{fieldError}</Notice>}
          {!fieldError && <ErrorNotice error={error} />}
          {canManage && (
            <Group gap="sm">
              <ServerButton type="submit" loading={fetching} disabled={!edited || isFaulty}>
                {t('environments.save')}
              </ServerButton>
              {edited && (
                <Button variant="default" onClick={() => setEdited(undefined)}>
                  {t('environments.discard')}
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </form>
      <TryPage sources={trimmed} />
    </Stack>
  )
}
