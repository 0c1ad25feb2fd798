import { Notice } from '../notice.tsx'
import { SecondFactorHelp } from './second-factor-help.tsx'
import { useSecondFactorDemands } from './use-second-factor-demands.ts'

/** Says above every page what is read-only until the person signs in with a second factor. */
export function SecondFactorNotice() {
  const demands = useSecondFactorDemands()
  if (!demands || (!demands.byRole && demands.environments.length === 0)) return null
  return (
    <div style={{ marginBottom: 'var(--mantine-spacing-xl)' }}>
      <Notice tone="warning">
        <SecondFactorHelp {...demands} />
      </Notice>
    </div>
  )
}
