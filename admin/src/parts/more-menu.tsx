import { Button, UnstyledButton } from '@mantine/core'
import { Link } from 'react-router'
import { MoreIcon } from '../theme/icons.tsx'
import classes from './more-menu.module.css'
import { usePanel } from './use-panel.ts'

/** An action of a menu: `run` starts it, or `to` is the address that it leads to. */
export type MenuAction = { label: string; run: () => void } | { label: string; to: string }

/** A button that reveals the less frequent actions of one thing. `label` names it and the thing. */
export function MoreMenu({ label, actions }: { label: string; actions: readonly MenuAction[] }) {
  const { container, button, panel, close } = usePanel()
  return (
    <div {...container} className={classes.container}>
      <Button {...button} variant="default" size="xs" px={7} aria-label={label}>
        <MoreIcon />
      </Button>
      <div {...panel} className={classes.panel}>
        {actions.map(action =>
          'to' in action ? (
            <Link key={action.label} to={action.to} className={classes.item} onClick={close}>
              {action.label}
            </Link>
          ) : (
            <UnstyledButton
              key={action.label}
              className={classes.item}
              onClick={() => {
                close()
                action.run()
              }}
            >
              {action.label}
            </UnstyledButton>
          ),
        )}
      </div>
    </div>
  )
}
