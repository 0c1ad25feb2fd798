import { Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { formatTime } from '../../../format/date.ts'
import { fieldErrorMessage } from '../../../graphql/problems.ts'
import { useUncachedMutation } from '../../../graphql/use-uncached-mutation.ts'
import { t } from '../../../texts/texts.ts'
import { Notice } from '../../notice.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { ServerButton } from '../../server-button.tsx'
import type { Environment } from '../environment.ts'
import { type CheckedToken, CheckViewerToken } from './viewers.ts'

/** Says whether a token of the school's website admits a viewer, or why not. Nothing keeps the token. */
export function CheckTokenSection({ environment: { slug } }: { environment: Environment }) {
  const [{ fetching, data, error }, check] = useUncachedMutation(CheckViewerToken)
  const [token, setToken] = useState('')
  const [checked, setChecked] = useState('')
  const isCurrent = checked === token
  const fieldError = fieldErrorMessage(error, 'token')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(token)
    await check({ slug, token })
  }
  return (
    <section aria-label={t('environments.checkToken')}>
      <Title order={2} mb="md">
        {t('environments.checkToken')}
      </Title>
      <form onSubmit={submit} noValidate>
        <Stack gap="md" maw={720}>
          <Group gap="sm" align="end" wrap="nowrap">
            <TextInput
              flex={1}
              miw={0}
              label={t('environments.token')}
              autoComplete="off"
              spellCheck={false}
              maxLength={8000}
              value={token}
              error={isCurrent ? fieldError : undefined}
              onChange={event => setToken(event.currentTarget.value)}
            />
            <ServerButton type="submit" variant="default" loading={fetching} disabled={!token.trim()}>
              {t('environments.check')}
            </ServerButton>
          </Group>
          <Text size="sm" c="dimmed">
            {t('environments.checkTokenHelp')}
          </Text>
          <div role="status">
            {isCurrent && data?.checkViewerToken && <Result checked={data.checkViewerToken} />}
            {isCurrent && !fieldError && <ErrorNotice error={error} />}
          </div>
        </Stack>
      </form>
    </section>
  )
}

function Result({ checked: { problem, subject, expiresAt, packages, revokedPackages } }: { checked: CheckedToken }) {
  if (problem || !expiresAt)
    return (
      <Notice tone="error">
        <b>{t('environments.tokenRefused')}</b> {problem?.message}
      </Notice>
    )
  const time = formatTime(new Date(expiresAt))
  return (
    <Notice tone="success">
      <b>
        {subject ? t('environments.tokenAdmits', { subject, time }) : t('environments.tokenAdmitsUnnamed', { time })}
      </b>{' '}
      {packages
        ? t('environments.tokenOpens', {
            packages: packages.filter(slug => !revokedPackages.includes(slug)).join(', '),
          })
        : t('environments.tokenOpensAll')}{' '}
      {revokedPackages.length > 0 && t('environments.tokenRevokedFor', { packages: revokedPackages.join(', ') })}
    </Notice>
  )
}
