import { Modal, Radio, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { fieldErrorMessage } from '../../graphql/problems.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { FormActions } from '../form-actions.tsx'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { askLabel } from '../requests/request-labels.ts'
import { useAskToPublish } from '../requests/use-ask-to-publish.ts'
import { useSayScheduled } from '../schedule/use-say-scheduled.ts'
import { useWhen } from '../schedule/use-when.ts'
import { WhenField } from '../schedule/when-field.tsx'
import { AcceptFallbackField } from './accept-fallback-field.tsx'
import { BeforePublishing } from './before-publishing.tsx'
import { BlockerList } from './blocker-list.tsx'
import { ChangesSince } from './changes-since.tsx'
import type { Deployment } from './deployment.ts'
import { EnvironmentOption } from './environment-option.tsx'
import { EnvironmentRules } from './environment-rules.tsx'
import { newKey } from './idempotency-key.ts'
import { NothingChanged } from './nothing-changed.tsx'
import { Publish } from './publication.ts'
import { isUnchanged } from './publication-labels.ts'
import type { PublishCheck } from './publish-check.ts'
import { usePublishCheck } from './use-publish-check.ts'

/** The length of release notes that the server takes. */
const MAX_NOTES = 5_000

/** Asks for the environment and the release notes, publishes, and shows the blockers if there are any. */
export default function PublishDialog({
  slug,
  title,
  draft,
  version,
  environments,
  deployments,
  environment: firstEnvironment,
  showFindings,
  close,
}: PublishDialogProps) {
  const [{ fetching, data, error }, publish] = useMutation(Publish)
  const [environmentSlug, setEnvironmentSlug] = useState(
    firstEnvironment ?? (environments.length === 1 ? environments[0]!.slug : ''),
  )
  const [notes, setNotes] = useState('')
  // A click that is sent twice publishes once. Another environment or draft is another publication.
  const [key, setKey] = useState(newKey)
  const [answeredEnvironment, setAnsweredEnvironment] = useState<string | null>(null)
  const answer = answeredEnvironment === environmentSlug ? data?.publishPackage : null
  const blockedPublication = answer?.status === 'BLOCKED' ? answer : null
  const selectedEnvironment = environments.find(environment => environment.slug === environmentSlug)
  const selectedDeployment = deployments.find(({ environment }) => environment?.slug === environmentSlug)
  const [acceptedFallbacks, setAcceptedFallbacks] = useState<string[]>([])
  const {
    check,
    rules,
    others,
    isChecking,
    error: checkError,
  } = usePublishCheck({ slug, environment: environmentSlug, draft, version, acceptFallback: acceptedFallbacks })
  const canAcceptFallback = useHasPermission('package.acceptFallback') && rules?.acceptsFallback
  const failedVideos = failedVideosOf(check?.blockers ?? [], acceptedFallbacks)
  const [firstDraft] = useState(draft)
  const nothingChanged = blockedPublication
    ? isUnchanged(blockedPublication)
    : check?.sameAs?.id != null && check.sameAs.id === selectedDeployment?.release.id

  const isRefused = check !== null && !blockedPublication && (!check.mayPublish || check.blockers.length > 0)

  const when = useWhen()
  const sayScheduled = useSayScheduled(when.timeZone)
  // Only a release can be scheduled: the draft must be the same as one.
  const scheduledRelease = (when.isLater && !nothingChanged && check?.sameAs?.number) || null

  const { ask, isAsking, error: askError } = useAskToPublish(slug)
  const canBeFixed = !check?.blockers.some(({ code }) => code !== 'FOUR_EYES')
  const askedPeople = isRefused && !check.mayPublish && canBeFixed ? others : []
  const isAsk = askedPeople.length > 0
  const answerError = isAsk ? askError : scheduledRelease ? when.error : error
  const notesError = fieldErrorMessage(answerError, 'notes')

  // The answer was about the environment before.
  const selectEnvironment = (slug: string) => {
    setEnvironmentSlug(slug)
    setAcceptedFallbacks([])
    setAnsweredEnvironment(null)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isAsk && selectedEnvironment) {
      if (await ask(selectedEnvironment, notes)) close()
      return
    }
    if (scheduledRelease) {
      const scheduled = await when.schedule({ package: slug, release: scheduledRelease }, environmentSlug)
      if (!scheduled) return
      close()
      return sayScheduled(scheduled)
    }
    const result = await publish({
      slug,
      environment: environmentSlug,
      draft,
      notes: notes.trim() || null,
      acceptFallback: acceptedFallbacks.length > 0 ? acceptedFallbacks : null,
      key: [key, environmentSlug, draft].join('/'),
    })
    setAnsweredEnvironment(environmentSlug)
    if (result.data?.publishPackage?.status === 'BLOCKED') setKey(newKey)
    else if (result.data?.publishPackage) close()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{t('publish.dialogTitle', { title })}</b>}
      closeButtonProps={{ 'aria-label': t('publish.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="lg">
          <Radio.Group label={t('publish.environment')} value={environmentSlug} onChange={selectEnvironment}>
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
          {rules && <EnvironmentRules rules={rules} />}
          {draft && selectedDeployment && !blockedPublication && (
            <ChangesSince
              key={selectedDeployment.release.id}
              id={draft}
              base={selectedDeployment.release.number}
              close={close}
            />
          )}
          {draft !== firstDraft && (
            <Notice tone="info" alert>
              {t('publish.newerDraft')}
            </Notice>
          )}
          {isChecking && environmentSlug && (
            <Text size="sm" c="dimmed">
              {t('publish.checking')}
            </Text>
          )}
          {check && !blockedPublication && !nothingChanged && (
            <BeforePublishing
              check={check}
              environment={selectedEnvironment?.name ?? ''}
              people={others}
              showFindings={() => {
                close()
                showFindings()
              }}
              close={close}
            />
          )}
          {canAcceptFallback && failedVideos.length > 0 && !blockedPublication && (
            <AcceptFallbackField
              count={failedVideos.length}
              isAccepted={acceptedFallbacks.length > 0}
              setAccepted={isAccepted => setAcceptedFallbacks(isAccepted ? failedVideos : [])}
            />
          )}
          <Textarea
            label={isAsk ? t('requests.message') : t('publish.notes')}
            description={
              isAsk
                ? t('requests.messageHelp', { environment: selectedEnvironment?.name ?? '' })
                : t('publish.notesHelp')
            }
            autosize
            minRows={2}
            maxLength={MAX_NOTES}
            error={notesError}
            value={notes}
            onChange={event => setNotes(event.currentTarget.value)}
          />
          {check && !isRefused && !nothingChanged && !blockedPublication && (
            <WhenField when={when} refusal={check.sameAs ? null : t('schedule.onlyReleases')} />
          )}
          {nothingChanged && selectedDeployment && (
            <NothingChanged slug={slug} environment={selectedEnvironment!} deployment={selectedDeployment} />
          )}
          {blockedPublication && !nothingChanged && (
            <Notice tone="error" alert>
              <b>{t('publish.blockedNow')}</b>
              <BlockerList blockers={blockedPublication.blockers} onLeave={close} />
            </Notice>
          )}
          <ErrorNotice error={(notesError ? undefined : answerError) ?? checkError} />
          {!nothingChanged && !scheduledRelease && !isAsk && (
            <Text size="sm" c="dimmed">
              {t('publish.dialogHelp')}
            </Text>
          )}
          <FormActions
            submitLabel={isAsk ? askLabel(askedPeople) : submitLabel(selectedEnvironment?.name, scheduledRelease)}
            isSaving={fetching || when.isSaving || isAsking}
            isDisabled={!selectedEnvironment || isChecking || nothingChanged || (isRefused && !isAsk)}
            close={close}
          />
        </Stack>
      </form>
    </Modal>
  )
}

function submitLabel(environment: string | undefined, scheduledRelease: number | null): string {
  if (!environment) return t('publish.publish')
  if (scheduledRelease) return t('schedule.scheduleFor', { release: String(scheduledRelease), environment })
  return t('publish.submit', { environment })
}

/** The failed videos that a person may accept: those that block, and those that do not because they were accepted. */
const failedVideosOf = (blockers: PublishCheck['blockers'], accepted: readonly string[]) => [
  ...new Set([...accepted, ...blockers.flatMap(({ code, path }) => (code === 'VIDEO_FAILED' && path ? [path] : []))]),
]

/**
 * The draft to publish and the environments to choose from. `version` changes when a run ends or another release is there.
 * `showFindings` shows the findings of the draft.
 */
export type PublishDialogProps = {
  slug: string
  title: string
  draft: string | null
  version: string
  environments: readonly { id: string; slug: string; name: string }[]
  deployments: readonly Deployment[]
  /** The slug of the environment that is chosen at first. */
  environment?: string
  showFindings: () => void
  close: () => void
}
