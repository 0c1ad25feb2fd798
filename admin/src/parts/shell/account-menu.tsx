import { UnstyledButton } from '@mantine/core'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { ChevronIcon, PersonIcon } from '../../theme/icons.tsx'
import { openShortcuts } from '../palette/open-palette.ts'
import { signOut } from '../sign-in/sign-out.ts'
import { usePanel } from '../use-panel.ts'
import classes from './account-menu.module.css'
import { ColorSchemeChoice } from './color-scheme-choice.tsx'
import { LanguageChoice } from './language-choice.tsx'

/** The signed-in person, with a panel: account, color scheme, language, shortcuts, and Sign out. */
export function AccountMenu({ name, email, isCollapsed = false, onFollow }: Props) {
  const { container, button, panel, close } = usePanel()
  return (
    <div {...container} className={classes.container}>
      <div {...panel} className={classes.panel}>
        {email && <p className={classes.email}>{email}</p>}
        <Link
          to="/account"
          className={classes.item}
          onClick={() => {
            close()
            onFollow?.()
          }}
        >
          {t('shell.account')}
        </Link>
        <UnstyledButton
          className={classes.item}
          onClick={() => {
            close()
            openShortcuts()
          }}
        >
          {t('palette.shortcuts')}
        </UnstyledButton>
        <div className={classes.choices}>
          <ColorSchemeChoice />
          <LanguageChoice />
        </div>
        <UnstyledButton className={classes.item} onClick={signOut}>
          {t('shell.signOut')}
        </UnstyledButton>
      </div>
      <UnstyledButton {...button} className={classes.button} aria-label={t('shell.accountMenu', { name })}>
        <span className={classes.icon}>
          <PersonIcon />
        </span>
        {!isCollapsed && <span className={classes.name}>{name}</span>}
        {!isCollapsed && <ChevronIcon size="1em" />}
      </UnstyledButton>
    </div>
  )
}

type Props = { name: string; email?: string | null; isCollapsed?: boolean; onFollow?: () => void }
