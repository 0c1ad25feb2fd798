import { Group, Text, Title } from '@mantine/core'
import { useContext } from 'react'
import { useMutation } from 'urql'
import { ViewerContext } from '../../../graphql/viewer.ts'
import { t } from '../../../texts/texts.ts'
import { RequireInEnvironment } from '../../requirements/requirement.ts'
import { RequirementSwitch } from '../../requirements/requirement-switch.tsx'
import type { Environment } from '../environment.ts'
import classes from './rules-panel.module.css'

/** Whether changes in the environment need a second factor. It is changed on its own, after a question and a sign-in. */
export function SecondFactorRule({ environment, canManage }: { environment: Environment; canManage: boolean }) {
  const [, require] = useMutation(RequireInEnvironment)
  const isWithout = useContext(ViewerContext)?.signIn?.usedSecondFactor === false
  const { slug, name, requiresSecondFactor } = environment
  return (
    <section aria-label={t('requirements.title')} className={classes.line}>
      <Title order={2} mb={4}>
        {t('requirements.title')}
      </Title>
      <Group justify="space-between" align="start" wrap="nowrap" gap="lg">
        <Text size="sm" c="dimmed">
          {t('environments.secondFactorEffect')}
        </Text>
        <RequirementSwitch
          name={name}
          isOn={requiresSecondFactor}
          canChange={canManage}
          effect={t('requirements.requireForEnvironment')}
          affectsViewer={isWithout}
          change={requiresSecondFactor => require({ slug, requiresSecondFactor })}
        />
      </Group>
    </section>
  )
}
