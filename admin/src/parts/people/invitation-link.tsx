import { Stack, Text } from '@mantine/core'
import { formatDateTime } from '../../format/date.ts'
import { t } from '../../texts/texts.ts'
import { CopyField } from '../copy-field.tsx'
import { Notice } from '../notice.tsx'
import type { Invitation } from './invitation.ts'

/** The link of a new invitation, to copy this once. An empty address means that Lectern mailed it. */
export function InvitationLink({ url, invitation }: { url: string; invitation: Invitation }) {
  const { name, email, expiresAt } = invitation
  const date = formatDateTime(new Date(expiresAt))
  if (!url) return <Notice tone="success">{t('people.invitedByMail', { email, date })}</Notice>
  return (
    <Stack gap="sm">
      <Text size="sm">{t('people.invitedLink', { name, date })}</Text>
      <CopyField label={t('people.invitationLink')} value={url} />
    </Stack>
  )
}
