import { Anchor, Group, List, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useMutation } from 'urql'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { ConfirmButton } from '../confirm-button.tsx'
import { Notice } from '../notice.tsx'
import { showToast } from '../toast/show-toast.ts'
import { DisconnectDropbox, type DropboxConnection } from './dropbox-connection.ts'

/** Ends the access, after a dialog that says what stops and what stays. Empty without a connection to end. */
export function DisconnectCard({ connection: { status, account, automaticPackages } }: Props) {
  const [, disconnect] = useMutation(DisconnectDropbox)
  const [isUnconfirmed, setIsUnconfirmed] = useState(false)
  if (!useHasPermission('dropbox.connect')) return null
  if (status === 'NOT_CONNECTED')
    return isUnconfirmed ? (
      <Notice tone="warning">{t.rich('dropbox.notRevoked', { a: connectedAppsLink })}</Notice>
    ) : null
  const end = async () => {
    const result = await disconnect({})
    if (!result.data?.disconnectDropbox) return result
    setIsUnconfirmed(!result.data.disconnectDropbox.revoked)
    await showToast({ message: t('dropbox.disconnected') })
    return result
  }
  return (
    <Card title={t('dropbox.disconnectTitle')}>
      <Group justify="space-between" align="start" gap="lg">
        <Text maw="62ch">{t('dropbox.disconnectHelp')}</Text>
        <ConfirmButton
          label={t('dropbox.disconnect')}
          size="sm"
          question={t('dropbox.disconnectQuestion')}
          effect={<DisconnectEffect account={account ?? ''} automaticPackages={automaticPackages} />}
          action={end}
        />
      </Group>
    </Card>
  )
}

type Props = { connection: DropboxConnection }

const connectedAppsLink = (chunks: ReactNode) => (
  <Anchor
    key="a"
    href="https://www.dropbox.com/account/connected_apps"
    target="_blank"
    rel="noreferrer"
    inherit
    underline="always"
  >
    {chunks}
  </Anchor>
)

function DisconnectEffect({ account, automaticPackages }: { account: string; automaticPackages: number }) {
  return (
    <Stack gap="md">
      <div>
        <Text fw={600}>{t('dropbox.stops')}</Text>
        <List spacing={4} mt={4} mb={0} pl={20}>
          {automaticPackages > 0 && <List.Item>{t('dropbox.stopsAutomatic', { count: automaticPackages })}</List.Item>}
          <List.Item>{t('dropbox.stopsSync')}</List.Item>
          <List.Item>{t('dropbox.stopsFolders')}</List.Item>
        </List>
      </div>
      <div>
        <Text fw={600}>{t('dropbox.stays')}</Text>
        <List spacing={4} mt={4} mb={0} pl={20}>
          <List.Item>{t('dropbox.staysPublished')}</List.Item>
          <List.Item>{t('dropbox.staysDrafts')}</List.Item>
        </List>
      </div>
      <Text>{t('dropbox.reconnectLater', { account })}</Text>
    </Stack>
  )
}
