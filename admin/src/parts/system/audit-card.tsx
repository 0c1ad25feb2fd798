import { Stack } from '@mantine/core'
import { useHasPermissionEverywhere } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { useVerification, VerificationResult, VerifyButton } from '../activity/verify.tsx'
import { Card } from '../card.tsx'

/** Verifies the audit log. Empty for a person who may not read all of it. */
export function AuditCard() {
  const verification = useVerification()
  if (!useHasPermissionEverywhere('audit.read')) return null
  return (
    <Card title={t('system.audit')} aside={<VerifyButton state={verification} />}>
      <Stack gap="md">
        <VerificationResult state={verification} />
        <span>{t('system.auditHelp')}</span>
      </Stack>
    </Card>
  )
}
