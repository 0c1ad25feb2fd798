import { Button, Checkbox, Stack } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'
import { usePanel } from '../use-panel.ts'
import classes from './column-menu.module.css'
import type { ListColumn, useShownColumns } from './columns.tsx'

/** Chooses which columns are shown. */
export function ColumnMenu({ columns, isShown, toggle }: Props) {
  const { container, button, panel } = usePanel()
  return (
    <div {...container} className={classes.container}>
      <Button {...button} variant="default" rightSection={<ChevronIcon />}>
        {t('packageList.columns')}
      </Button>
      <div {...panel} className={classes.panel}>
        <Stack gap="sm" role="group" aria-label={t('packageList.columns')}>
          {columns.map(({ name, title }) => (
            <Checkbox key={name} label={title} checked={isShown(name)} onChange={() => toggle(name)} />
          ))}
        </Stack>
      </div>
    </div>
  )
}

type Props = { columns: readonly ListColumn[] } & ReturnType<typeof useShownColumns>
