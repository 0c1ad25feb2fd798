import { Stack, Text } from '@mantine/core'
import { formatDateTime } from '../../format/date.ts'
import { t } from '../../texts/texts.ts'
import { CopyField } from '../copy-field.tsx'
import { Notice } from '../notice.tsx'
import type { Invitation } from './invitation.ts'

/** The link of a new invitation, to copy now, because it is shown once, and whether Lectern has mailed it. */
export function InvitationLink({ url, mailed, invitation }: { url: string; mailed: boolean; invitation: Invitation }) {
  const { name, email, expiresAt } = invitation
  const date = formatDateTime(new Date(expiresAt))
  return (
    <Stack gap="md">
      {mailed ? (
        <Notice tone="success">{t('people.invitedByMail', { email, date })}</Notice>
      ) : (
        <Text>{t('people.invitedLink', { name, date })}</Text>
      )}
      <CopyField label={t('people.invitationLink')} value={url} />
    </Stack>
  )
}
