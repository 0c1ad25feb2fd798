import { Stack, Text } from '@mantine/core'
import { lazy } from 'react'
import { t } from '../../../texts/texts.ts'
import { Card } from '../../card.tsx'
import { DialogButton } from '../../dialog-button.tsx'

const ReencodeDialog = lazy(() => import('./reencode-dialog.tsx'))

/** Offers to encode again, in all packages, what was encoded with older settings. */
export function ReencodeCard() {
  return (
    <Card title={t('videos.settingsTitle')}>
      <Stack gap="md" align="start">
        <Text size="sm" c="dimmed">
          {t('videos.settingsHelp')}
        </Text>
        <DialogButton
          label={t('videos.findOutdated')}
          variant="default"
          dialog={close => <ReencodeDialog slug={null} close={close} />}
        />
      </Stack>
    </Card>
  )
}
