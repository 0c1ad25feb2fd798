import { Group, Text, Title } from '@mantine/core'
import { useNavigate } from 'react-router'
import { useMutation } from 'urql'
import { t } from '../../../texts/texts.ts'
import { ConfirmButton } from '../../confirm-button.tsx'
import { showToast } from '../../toast/show-toast.ts'
import { DeleteEnvironment, type Environment } from '../environment.ts'
import classes from './rules-panel.module.css'

/** Deletes an environment after its name was typed. Says what to do first while it is in use. */
export function DeleteSection({ environment: { slug, name, shown, scheduled } }: { environment: Environment }) {
  const [, remove] = useMutation(DeleteEnvironment)
  const navigate = useNavigate()
  const packages = shown?.totalCount ?? 0
  const deployments = scheduled?.totalCount ?? 0
  const isInUse = packages + deployments > 0
  return (
    <section aria-label={t('environments.deleteTitle')} className={classes.line}>
      <Title order={2} mb={4}>
        {t('environments.deleteTitle')}
      </Title>
      <Group justify="space-between" align="start" gap="lg">
        <Text size="sm" c="dimmed" maw="52ch">
          {isInUse ? t('environments.inUse', { packages, deployments }) : t('environments.deleteHelp')}
        </Text>
        <ConfirmButton
          label={t('environments.delete')}
          name={t('environments.deleteNamed', { name })}
          disabled={isInUse}
          question={t('environments.deleteQuestion', { name })}
          effect={t('environments.deleteEffect')}
          typed={name}
          action={async () => {
            const result = await remove({ slug })
            if (!result.error) {
              navigate('/environments', { replace: true })
              await showToast({ message: t('environments.deleted', { name }) })
            }
            return result
          }}
        />
      </Group>
    </section>
  )
}
