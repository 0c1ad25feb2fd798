import { Stack, Text } from '@mantine/core'
import { t } from '../../../texts/texts.ts'
import { CopyField } from '../../copy-field.tsx'
import type { Environment } from '../environment.ts'
import { AccessSection } from './access-section.tsx'
import { CheckTokenSection } from './check-token-section.tsx'
import { KeySection } from './key-section.tsx'
import { ViewersSection } from './viewers-section.tsx'

/** Who may open the pages of an environment: the access, the key of the school's website, and its viewers. */
export default function AccessPanel({ environment, canManage, canManageViewers }: Props) {
  return (
    <Stack gap={32}>
      <AccessSection environment={environment} canManage={canManage} />
      <Stack gap={4} maw="62ch">
        <CopyField label={t('environments.address')} value={environment.address} />
        <Text size="sm" c="dimmed">
          {t('environments.addressHelp', { slug: environment.slug, placeholder: '{package}' })}
        </Text>
      </Stack>
      <KeySection environment={environment} canManage={canManage} />
      {canManageViewers && environment.viewerKey && <CheckTokenSection environment={environment} />}
      {canManageViewers && <ViewersSection environment={environment} />}
    </Stack>
  )
}

type Props = { environment: Environment; canManage: boolean; canManageViewers: boolean }
