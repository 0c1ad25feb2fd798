import { Button } from '@mantine/core'
import type { CombinedError } from 'urql'
import { describeError } from '../../graphql/problems.ts'
import { Notice } from '../notice.tsx'

/** Why what was just tried did not work, told beside it. `retry`, where given, offers to try again. Nothing without an error. */
export function ErrorNotice({ error, retry }: { error: CombinedError | undefined; retry?: () => void }) {
  const errorText = describeError(error)
  if (!errorText) return null
  return (
    <Notice tone="bad" alert>
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
            Try again
          </Button>
        </div>
      )}
    </Notice>
  )
}
