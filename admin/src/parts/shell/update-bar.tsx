import { Button } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import classes from './bars.module.css'
import { useIsOutdated } from './use-is-outdated.ts'

/** Says that the server has a newer admin than this tab, and offers to load it. */
export function UpdateBar() {
  const isOutdated = useIsOutdated()
  return (
    <div role="status">
      {isOutdated && (
        <p className={classes.update}>
          {t('shell.updated')}
          <Button size="compact-sm" variant="default" onClick={() => location.reload()}>
            {t('shell.reload')}
          </Button>
        </p>
      )}
    </div>
  )
}
