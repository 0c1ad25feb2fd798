import { Button } from '@mantine/core'
import { useState } from 'react'
import type { CombinedError } from 'urql'
import { connection } from '../../graphql/client.ts'
import { useConnectionRestored } from '../../graphql/connection.ts'
import { describeError, isUnreachable, needsSecondFactor } from '../../graphql/problems.ts'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { SecondFactorHelp } from '../second-factor/second-factor-help.tsx'
import { useSecondFactorDemands } from '../second-factor/use-second-factor-demands.ts'
import { RequestId } from './request-id.tsx'

/**
 * Explains a failed action. Offers to try again if `retry` is given. Renders nothing without an error, and no longer when
 * the server was unreachable and can be reached again.
 */
export function ErrorNotice({ error, retry }: { error: CombinedError | undefined; retry?: () => void }) {
  const errorText = describeError(error)
  const isOver = useIsOver(error)
  if (!errorText || isOver) return null
  if (needsSecondFactor(error)) return <SecondFactorError />
  return (
    <Notice tone="error" alert>
      {errorText.message}
      {errorText.details.length > 0 && (
        <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
          {errorText.details.map(detail => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
      )}
      {errorText.requestId && <RequestId id={errorText.requestId} />}
      {retry && (
        <div>
          <Button variant="subtle" size="compact-sm" ml={-8} mt={4} onClick={retry}>
            {t('problem.tryAgain')}
          </Button>
        </div>
      )}
    </Notice>
  )
}

/** A change that this session may not make without a second factor. Nothing once it has one. */
function SecondFactorError() {
  const demands = useSecondFactorDemands()
  if (!demands) return null
  return (
    <Notice tone="error" alert>
      <SecondFactorHelp {...demands} />
    </Notice>
  )
}

/** Whether the server was unreachable when this error occurred, and could be reached again since. */
function useIsOver(error: CombinedError | undefined): boolean {
  const restored = useConnectionRestored(connection)
  const [occurred, setOccurred] = useState({ error, restored })
  if (occurred.error !== error) setOccurred({ error, restored })
  return isUnreachable(error) && occurred.error === error && restored > occurred.restored
}
