import { Button, Group, Stack, Switch, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useMutation } from 'urql'
import { fieldErrorMessage } from '../../../graphql/problems.ts'
import { t } from '../../../texts/texts.ts'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { ServerButton } from '../../server-button.tsx'
import { showToast } from '../../toast/show-toast.ts'
import { type Environment, UpdateEnvironment } from '../environment.ts'
import { BlockingFindings } from './blocking-findings.tsx'
import { DeleteSection } from './delete-section.tsx'
import { readOnlyText } from './read-only-text.ts'
import { formRules, type RuleChanges, readChanges } from './rules-form.ts'
import classes from './rules-panel.module.css'
import { SecondFactorRule } from './second-factor-rule.tsx'

/** The name and the rules of an environment, each with its effect. Only those who manage it can change them. */
export default function RulesPanel({ environment, managers, canManage }: Props) {
  const [{ fetching, error }, update] = useMutation(UpdateEnvironment)
  const [changes, setChanges] = useState<RuleChanges>({})
  const [problems, setProblems] = useState<Partial<Record<string, string>>>({})
  const rules = formRules(environment, changes)
  const change = (more: RuleChanges) => setChanges({ ...changes, ...more })
  const isChanged = Object.keys(changes).length > 0
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { input, problems } = readChanges(changes)
    setProblems(problems)
    if (Object.keys(problems).length > 0) return
    const { data } = await update({ slug: environment.slug, input })
    if (!data?.updateEnvironment) return
    setChanges({})
    await showToast({ message: t('environments.saved', { name: data.updateEnvironment.name }) })
  }
  const fieldError = (field: string) => problems[field] ?? fieldErrorMessage(error, `input.${field}`)
  const hasFieldError = ['name', 'keepReleases', 'keepDays', 'blockingFindings'].some(fieldError)
  const toggle = (field: Toggle, label: string, effect: string) => (
    <Switch
      label={label}
      description={effect}
      withThumbIndicator={false}
      styles={{ label: { fontSize: 'var(--mantine-font-size-md)' } }}
      checked={rules[field]}
      onChange={event => change({ [field]: event.currentTarget.checked })}
    />
  )
  const limit = (field: 'keepReleases' | 'keepDays', label: string) => (
    <TextInput
      label={label}
      inputMode="numeric"
      autoComplete="off"
      placeholder={t('environments.noLimit')}
      maxLength={9}
      value={rules[field]}
      error={fieldError(field)}
      onChange={event => change({ [field]: event.currentTarget.value })}
    />
  )
  return (
    <Stack gap={32} className={classes.rules}>
      {!canManage && <Text c="dimmed">{readOnlyText(managers)}</Text>}
      <form onSubmit={submit} noValidate>
        <fieldset disabled={!canManage} className={classes.fields}>
          <TextInput
            label={t('environments.name')}
            maw={420}
            required
            withAsterisk={false}
            autoComplete="off"
            maxLength={200}
            value={rules.name}
            error={fieldError('name')}
            onChange={event => change({ name: event.currentTarget.value })}
          />
          <Section title={t('environments.publishing')}>
            {toggle('fourEyes', t('environments.fourEyes'), t('environments.fourEyesEffect'))}
            {toggle('acceptsFallback', t('environments.acceptsFallback'), t('environments.acceptsFallbackEffect'))}
            <BlockingFindings
              codes={rules.blockingFindings}
              error={fieldError('blockingFindings')}
              onChange={blockingFindings => change({ blockingFindings })}
            />
          </Section>
          <Section title={t('environments.playing')}>
            {toggle('controls', t('environments.controls'), t('environments.controlsEffect'))}
            {toggle('resume', t('environments.resume'), t('environments.resumeEffect'))}
          </Section>
          <Section title={t('environments.retention')}>
            <Text size="sm" c="dimmed">
              {t('environments.retentionEffect')}
            </Text>
            <div className={classes.limits}>
              {limit('keepReleases', t('environments.keepReleases'))}
              {limit('keepDays', t('environments.keepDays'))}
            </div>
          </Section>
          {!hasFieldError && <ErrorNotice error={error} />}
          {canManage && (
            <Group gap="sm">
              <ServerButton type="submit" loading={fetching} disabled={!isChanged}>
                {t('environments.save')}
              </ServerButton>
              {isChanged && (
                <Button variant="default" onClick={() => setChanges({})}>
                  {t('environments.discard')}
                </Button>
              )}
            </Group>
          )}
        </fieldset>
      </form>
      <SecondFactorRule environment={environment} canManage={canManage} />
      {canManage && <DeleteSection environment={environment} />}
    </Stack>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={2} mb="md">
        {title}
      </Title>
      <Stack gap="lg">{children}</Stack>
    </section>
  )
}

type Toggle = 'fourEyes' | 'acceptsFallback' | 'controls' | 'resume'

type Props = { environment: Environment; managers: string[]; canManage: boolean }
