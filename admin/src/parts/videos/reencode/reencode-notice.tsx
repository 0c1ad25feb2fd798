import { Group, Text } from '@mantine/core'
import { lazy } from 'react'
import { formatEstimate, type Money } from '../../../format/money.ts'
import { t } from '../../../texts/texts.ts'
import { DialogButton } from '../../dialog-button.tsx'
import { Notice } from '../../notice.tsx'

const ReencodeDialog = lazy(() => import('./reencode-dialog.tsx'))

/** Says how many videos have streams of older settings, and offers to encode them again. Nothing if there are none. */
export function ReencodeNotice({ slug, estimate }: { slug: string; estimate: Estimate }) {
  if (estimate.videos === 0) return null
  return (
    <Notice tone="info">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{t('videos.outdated', { count: estimate.videos, amount: formatEstimate(estimate.cost) })}</Text>
        <DialogButton
          label={t('videos.reencode')}
          variant="default"
          size="xs"
          dialog={close => <ReencodeDialog slug={slug} close={close} />}
        />
      </Group>
    </Notice>
  )
}

type Estimate = { videos: number; cost: Money }
