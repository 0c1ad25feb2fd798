import { Group, Stack, Text, Title } from '@mantine/core'
import { useMutation } from 'urql'
import { t } from '../../../texts/texts.ts'
import { ConfirmButton } from '../../confirm-button.tsx'
import { AccessStatus } from '../access-status.tsx'
import { type Environment, UpdateEnvironment } from '../environment.ts'

/** Whether everyone may open the pages, or only viewers whom the school's website sends. */
export function AccessSection({ environment, canManage }: { environment: Environment; canManage: boolean }) {
  const { slug, name, access, viewerKey } = environment
  const [, update] = useMutation(UpdateEnvironment)
  const isPublic = access === 'PUBLIC'
  return (
    <section aria-label={t('environments.whoMayOpen')}>
      <Title order={2} mb="md">
        {t('environments.whoMayOpen')}
      </Title>
      <Group justify="space-between" align="start" gap="lg">
        <Stack gap={2} maw="62ch">
          <AccessStatus environment={environment} />
          <Text size="sm" c="dimmed">
            {isPublic
              ? t('environments.publicHelp')
              : viewerKey
                ? t('environments.viewersHelp')
                : t('environments.noViewersHelp')}
          </Text>
        </Stack>
        {canManage && (
          <ConfirmButton
            key={access}
            label={isPublic ? t('environments.restrict') : t('environments.makePublic')}
            question={
              isPublic ? t('environments.restrictQuestion', { name }) : t('environments.makePublicQuestion', { name })
            }
            effect={
              isPublic
                ? viewerKey
                  ? t('environments.restrictEffect')
                  : t('environments.restrictEffectWithoutKey')
                : t('environments.makePublicEffect')
            }
            action={() => update({ slug, input: { access: isPublic ? 'VIEWER_TOKEN' : 'PUBLIC' } })}
          />
        )}
      </Group>
    </section>
  )
}
