import { Kbd } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import classes from './shortcut-keys.module.css'

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Keys of a shortcut, for the eye only. `mod` is Ctrl, or ⌘ on a Mac. */
export function ShortcutKeys({ keys }: { keys: string[] }) {
  return (
    <span className={classes.keys} aria-hidden="true">
      {keys.map(key => (
        <Kbd key={key} size="xs">
          {key === 'mod' ? (IS_MAC ? '⌘' : t('palette.ctrl')) : key.toUpperCase()}
        </Kbd>
      ))}
    </span>
  )
}
