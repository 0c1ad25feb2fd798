import { Stack } from '@mantine/core'
import { useHasPermissionEverywhere } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { useVerification, VerificationResult, VerifyButton } from '../activity/verify.tsx'
import { Card } from '../card.tsx'
import { Facts } from '../facts.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status, type StatusTone } from '../status.tsx'
import type { SystemStatus } from './system.ts'

const tones: Record<string, StatusTone> = { COMPLETED: 'done', RUNNING: 'running' }

/** The nightly cleanup. */
export function CleanupCard({ status: { cleanup } }: { status: SystemStatus }) {
  return (
    <Card title={t('system.cleanup')}>
      {cleanup ? (
        <Facts
          facts={[
            {
              title: t('system.lastNight'),
              value: cleanup.lastAt ? <RelativeTime at={cleanup.lastAt} /> : t('system.notYet'),
            },
            ...(cleanup.lastStatus
              ? [
                  {
                    title: t('system.result'),
                    value: (
                      <Status tone={tones[cleanup.lastStatus] ?? 'failed'}>
                        {t('system.runStatus', { status: cleanup.lastStatus })}
                      </Status>
                    ),
                  },
                ]
              : []),
            {
              title: t('system.nextNight'),
              value: cleanup.nextAt ? <RelativeTime at={cleanup.nextAt} /> : t('system.paused'),
            },
          ]}
        />
      ) : (
        t('system.cleanupUnknown')
      )}
    </Card>
  )
}

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
