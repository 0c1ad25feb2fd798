import { Button, Text } from '@mantine/core'
import { t } from '../../../texts/texts.ts'

/** Says that a video cannot be loaded, and offers to try again. */
export function PlayerFailure({ hasFailed, retry }: { hasFailed: boolean; retry: () => void }) {
  return (
    <div role="status">
      {hasFailed && (
        <Text size="sm">
          {t('videos.cannotLoad')}{' '}
          <Button variant="subtle" size="compact-sm" onClick={retry}>
            {t('videos.loadAgain')}
          </Button>
        </Text>
      )}
    </div>
  )
}
