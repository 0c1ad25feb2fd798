import { Group, Text, Title } from '@mantine/core'
import { lazy } from 'react'
import { useMutation } from 'urql'
import { t } from '../../../texts/texts.ts'
import { ConfirmButton } from '../../confirm-button.tsx'
import { DialogButton } from '../../dialog-button.tsx'
import { type Environment, UpdateEnvironment } from '../environment.ts'

const SecretDialog = lazy(() => import('./secret-dialog.tsx'))
const KeySetDialog = lazy(() => import('./key-set-dialog.tsx'))

/** The key with which the school's website signs its links. */
export function KeySection({ environment, canManage }: { environment: Environment; canManage: boolean }) {
  const { slug, viewerKey, viewerJwksUrl } = environment
  const [, update] = useMutation(UpdateEnvironment)
  return (
    <section aria-label={t('environments.key')}>
      <Title order={2} mb="md">
        {t('environments.key')}
      </Title>
      <Text>
        {viewerKey === 'SECRET' && t('environments.keySecret')}
        {viewerKey === 'JWKS' &&
          t.rich('environments.keySet', {
            url: viewerJwksUrl ?? '',
            code: chunks => <code style={{ overflowWrap: 'anywhere' }}>{chunks}</code>,
          })}
        {!viewerKey && t('environments.noKey')}
      </Text>
      <Text size="sm" c="dimmed" maw="70ch">
        {t('environments.keyHelp')}
      </Text>
      {canManage && (
        <Group gap="sm" mt="md">
          <DialogButton
            label={viewerKey === 'SECRET' ? t('environments.replaceSecret') : t('environments.setSecret')}
            variant="default"
            size="xs"
            dialog={close => <SecretDialog environment={environment} close={close} />}
          />
          <DialogButton
            label={viewerKey === 'JWKS' ? t('environments.changeKeySet') : t('environments.useKeySet')}
            variant="default"
            size="xs"
            dialog={close => <KeySetDialog environment={environment} close={close} />}
          />
          {viewerKey && (
            <ConfirmButton
              label={t('environments.removeKey')}
              question={t('environments.removeKeyQuestion')}
              effect={t('environments.removeKeyEffect')}
              action={() => update({ slug, input: { viewerSecret: null } })}
            />
          )}
        </Group>
      )}
    </section>
  )
}
