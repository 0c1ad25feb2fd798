import { Button } from '@mantine/core'
import { useContext } from 'react'
import { Link } from 'react-router'
import { formatNames } from '../../format/count.ts'
import { ViewerContext } from '../../graphql/viewer.ts'
import { t } from '../../texts/texts.ts'
import { signOut } from '../sign-in/sign-out.ts'

/** What a person cannot change without a second factor, why, and a button that helps. */
export function SecondFactorHelp({ byRole, environments }: { byRole: boolean; environments: string[] }) {
  const hasOne = useContext(ViewerContext)?.user?.hasSecondFactor ?? false
  return (
    <>
      {reason(byRole, environments)} {hasOne && t('secondFactor.hasOne')}
      <div>
        {hasOne ? (
          <Button variant="default" size="compact-sm" mt={6} onClick={signOut}>
            {t('secondFactor.signOut')}
          </Button>
        ) : (
          <Button variant="default" size="compact-sm" mt={6} component={Link} to="/account#second-factor">
            {t('secondFactor.setUp')}
          </Button>
        )}
      </div>
    </>
  )
}

function reason(byRole: boolean, environments: string[]): string {
  if (byRole) return t('secondFactor.requiredByRole')
  if (environments.length === 0) return t('secondFactor.required')
  return t('secondFactor.requiredThere', { environments: formatNames(environments), count: environments.length })
}
