import { Button, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { ResultOf } from '../../graphql/tada.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { CheckIcon } from '../../theme/icons.tsx'
import { Card } from '../card.tsx'
import { ConnectDropbox } from '../dropbox/connect-dropbox.tsx'
import classes from './first-steps-card.module.css'
import { type FirstStepsFields, firstSteps, type Step } from './steps.ts'

/** Returns the steps that the person still has to take to the first published package. Null for those who may not do all of them. */
export function useFirstSteps(data: ResultOf<typeof FirstStepsFields> | undefined): Step[] | null {
  const canAdd = useHasPermission('package.create')
  const canPublish = useHasPermission('package.publish')
  return data && canAdd && canPublish ? firstSteps(data) : null
}

/** The steps from a new Lectern to the first published package, with the next one to take. */
export function FirstStepsCard({ steps }: { steps: readonly Step[] }) {
  const next = steps.find(({ isDone }) => !isDone)
  return (
    <Card title={t('firstSteps.title')}>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li key={step.key} aria-current={step === next ? 'step' : undefined} data-done={step.isDone || undefined}>
            <span className={classes.mark} aria-hidden="true">
              {step.isDone ? <CheckIcon /> : index + 1}
            </span>
            <div className={classes.text}>
              <Text fw={600}>
                {t('firstSteps.name', { step: step.key })}
                {step.isDone && <span className={classes.done}> · {t('firstSteps.done')}</span>}
              </Text>
              <Text size="sm" c="dimmed">
                {t('firstSteps.help', { step: step.key })}
              </Text>
            </div>
            {step === next && <StepButton step={step} />}
          </li>
        ))}
      </ol>
    </Card>
  )
}

function StepButton({ step }: { step: Step }) {
  if (step.key === 'connect') return <ConnectDropbox />
  if (!step.to) return null
  return (
    <Button component={Link} to={step.to}>
      {t('firstSteps.action', { step: step.key })}
    </Button>
  )
}
