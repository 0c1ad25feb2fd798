import { Stack, Switch } from '@mantine/core'
import { lazy, Suspense, useRef, useState } from 'react'
import type { CombinedError } from 'urql'
import { t } from '../../texts/texts.ts'
import { Status } from '../status.tsx'

const ConfirmQuestion = lazy(() => import('../confirm-question.tsx'))

/**
 * Whether a role or an environment requires a second factor. People who may change it get a switch, which says in a dialog
 * what the change does. `effect`: what it does when it is turned on. `affectsViewer`: it restricts this session too.
 */
export function RequirementSwitch({ name, isOn, canChange, effect, affectsViewer, change }: Props) {
  const [isAsking, setIsAsking] = useState(false)
  const ref = useRef<HTMLInputElement>(null)
  const close = () => {
    setIsAsking(false)
    setTimeout(() => ref.current?.focus())
  }
  if (!canChange)
    return <Status tone={isOn ? 'done' : 'waiting'}>{t(isOn ? 'requirements.on' : 'requirements.off')}</Status>
  return (
    <>
      <Switch
        ref={ref}
        size="sm"
        withThumbIndicator={false}
        aria-label={t('requirements.requireFor', { name })}
        aria-haspopup="dialog"
        checked={isOn}
        onChange={() => setIsAsking(true)}
      />
      <Suspense>
        {isAsking && (
          <ConfirmQuestion
            label={t(isOn ? 'requirements.stopLabel' : 'requirements.requireLabel')}
            question={t(isOn ? 'requirements.stopQuestion' : 'requirements.requireQuestion', { name })}
            effect={
              <Stack gap="sm">
                {!isOn && affectsViewer && <b>{t('requirements.yourself')}</b>}
                {isOn ? t('requirements.stopEffect') : effect}
              </Stack>
            }
            action={() => change(!isOn)}
            close={close}
          />
        )}
      </Suspense>
    </>
  )
}

type Props = {
  name: string
  isOn: boolean
  canChange: boolean
  effect: string
  affectsViewer: boolean
  change: (isOn: boolean) => Promise<{ error?: CombinedError | undefined }>
}
