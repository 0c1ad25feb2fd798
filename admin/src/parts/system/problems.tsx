import { Anchor, Stack } from '@mantine/core'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import type { SystemStatus } from './system.ts'
import { systemProblems } from './system-problems.ts'

/** What does not work or needs a look, worst first, each with what to do; or that everything works. */
export function Problems({ status }: { status: SystemStatus }) {
  const problems = systemProblems(status)
  return (
    <div role="status">
      <Stack gap="sm">
        {problems.length === 0 && <Notice tone="success">{t('system.allWell')}</Notice>}
        {problems.map(({ id, tone, text, to }) => (
          <Notice key={id} tone={tone}>
            {text}{' '}
            {to && (
              <Anchor component={Link} to={to} inherit fw={600}>
                {t('system.openPackage')}
              </Anchor>
            )}
          </Notice>
        ))}
      </Stack>
    </div>
  )
}
