import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { t } from '../../texts/texts.ts'

/** The id of a request that failed, to be copied for an administrator, who finds it in the log and on the page System. */
export function RequestId({ id }: { id: string }) {
  const clipboard = useClipboard({ timeout: 4_000 })
  return (
    <div>
      {t('problem.requestId', { id })}{' '}
      <Button variant="subtle" size="compact-sm" onClick={() => clipboard.copy(id)}>
        <span role="status">{clipboard.copied ? t('common.copied') : t('common.copy')}</span>
      </Button>
    </div>
  )
}
