import { Button, Menu } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'
import type { ListColumn, useShownColumns } from './columns.tsx'

/** Chooses which columns are shown. */
export function ColumnMenu({ columns, isShown, toggle }: Props) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<ChevronIcon />}>
          {t('packageList.columns')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.map(({ name, title }) => (
          <Menu.CheckboxItem key={name} checked={isShown(name)} onChange={() => toggle(name)}>
            {title}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

type Props = { columns: readonly ListColumn[] } & ReturnType<typeof useShownColumns>
