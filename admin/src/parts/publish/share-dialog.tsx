import { Anchor, Modal, Stack, Text } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { CopyField } from '../copy-field.tsx'
import { QrCode } from '../qr-code.tsx'
import classes from './share-dialog.module.css'

/** The address of a package in an environment, to copy or to show to a class as a QR code. */
export default function ShareDialog({ title, environment, url, close }: ShareProps) {
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{t('publish.shareTitle', { title, environment })}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <CopyField label={t('publish.address')} value={url} />
        <div className={classes.code}>
          <QrCode text={url} label={t('publish.qrCode', { url })} />
          <Text size="sm" c="dimmed">
            {t('publish.qrCodeHelp')}
          </Text>
        </div>
        <Anchor href={url} target="_blank" rel="noreferrer">
          {t('publish.openEnvironment', { environment })}
        </Anchor>
      </Stack>
    </Modal>
  )
}

export type ShareProps = { title: string; environment: string; url: string; close: () => void }
