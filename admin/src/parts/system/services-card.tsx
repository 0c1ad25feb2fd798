import { Anchor, Group } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { Facts } from '../facts.tsx'
import { Status } from '../status.tsx'
import type { SystemStatus } from './system.ts'
import { serviceLabel } from './system-labels.ts'

/** The services that Lectern needs, and whether each answers. */
export function ServicesCard({ status: { services, temporalUi, version } }: { status: SystemStatus }) {
  return (
    <Card title={t('system.services')}>
      <Facts
        facts={[
          ...services.map(({ name, ready, state }) => ({
            title: serviceLabel(name),
            value: (
              <Group gap="md">
                <Status tone={ready ? 'done' : 'failed'}>
                  {ready ? t('system.ready') : t('system.serviceState', { state })}
                </Status>
                {name === 'temporal' && temporalUi && (
                  <Anchor href={temporalUi} target="_blank" rel="noreferrer" size="sm">
                    {t('system.temporalUi')}
                  </Anchor>
                )}
              </Group>
            ),
          })),
          { title: t('system.version'), value: <code>{version}</code> },
        ]}
      />
    </Card>
  )
}
