import { Button } from '@mantine/core'
import type { CombinedError } from 'urql'
import { troubleOf } from '../../graphql/problems.ts'
import { Notice } from '../notice.tsx'

/** Why what was just tried did not work, told beside it. `retry`, where given, offers to try again. Nothing without an error. */
export function TroubleNote({ error, retry }: { error: CombinedError | undefined; retry?: () => void }) {
  const trouble = troubleOf(error)
  if (!trouble) return null
  return (
    <Notice tone="bad" alert>
      {trouble.message}
      {trouble.points.length > 0 && (
        <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
          {trouble.points.map(point => (
            <li key={point}>{point}</li>
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
