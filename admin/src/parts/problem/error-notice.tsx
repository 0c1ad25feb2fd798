import { Button } from '@mantine/core'
import type { CombinedError } from 'urql'
import { describeError } from '../../graphql/problems.ts'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'

/** Explains a failed action. Offers to try again if `retry` is given. Renders nothing without an error. */
export function ErrorNotice({ error, retry }: { error: CombinedError | undefined; retry?: () => void }) {
  const errorText = describeError(error)
  if (!errorText) return null
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
