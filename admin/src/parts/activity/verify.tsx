import { useState } from 'react'
import { type CombinedError, useClient } from 'urql'
import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { brokenText } from './verification-labels.ts'

const VerifyAudit = graphql(`
  query VerifyAudit {
    verifyAudit {
      ok
      events
      firstProblem {
        code
        message
        path
      }
    }
  }
`)

export type Verification = NonNullable<ResultOf<typeof VerifyAudit>['verifyAudit']>

/** The state of a verification of the whole audit log, which takes about a minute for a million events. */
export function useVerification() {
  const client = useClient()
  const [isRunning, setIsRunning] = useState(false)
  const [verification, setVerification] = useState<Verification | null>(null)
  const [error, setError] = useState<CombinedError>()
  const verify = async () => {
    setIsRunning(true)
    setVerification(null)
    setError(undefined)
    const result = await client.query(VerifyAudit, {}, { requestPolicy: 'network-only' })
    setIsRunning(false)
    setVerification(result.data?.verifyAudit ?? null)
    setError(result.error)
  }
  return { isRunning, verification, error, verify }
}

/** Starts a verification. */
export function VerifyButton({ state }: { state: ReturnType<typeof useVerification> }) {
  return (
    <ServerButton variant="default" size="xs" loading={state.isRunning} onClick={state.verify}>
      {t('activity.verify')}
    </ServerButton>
  )
}

/** What a verification found: that every event is as it was recorded, or the first one that is not. */
export function VerificationResult({ state }: { state: ReturnType<typeof useVerification> }) {
  const { isRunning, verification, error } = state
  return (
    <div role="status">
      {isRunning && <Notice tone="waiting">{t('activity.verifying')}</Notice>}
      <ErrorNotice error={error} />
      {verification?.ok && <Notice tone="success">{t('activity.verified', { events: verification.events })}</Notice>}
      {verification && !verification.ok && <Notice tone="error">{brokenText(verification)}</Notice>}
    </div>
  )
}
