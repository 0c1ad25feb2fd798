import { UnstyledButton, type UnstyledButtonProps } from '@mantine/core'
import { type ComponentPropsWithRef, lazy, Suspense, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'
import classes from './header.module.css'

const AccountMenu = lazy(() => import('./account-menu.tsx'))

/** The name of the signed-in person, which opens the account menu. The menu's code is loaded by the first click. */
export function AccountButton({ name, email }: { name: string; email?: string | null }) {
  const [wasOpened, setWasOpened] = useState(false)
  const button = (
    <AccountTarget name={name} aria-haspopup="menu" aria-expanded={false} onClick={() => setWasOpened(true)} />
  )
  if (!wasOpened) return button
  return (
    <Suspense fallback={button}>
      <AccountMenu name={name} email={email} />
    </Suspense>
  )
}

type AccountTargetProps = { name: string } & UnstyledButtonProps & ComponentPropsWithRef<'button'>

/** The button with the name. */
export function AccountTarget({ name, ...props }: AccountTargetProps) {
  return (
    <UnstyledButton {...props} className={classes.account} aria-label={t('shell.accountMenu', { name })}>
      <span className={classes.accountName}>{name}</span>
      <ChevronIcon />
    </UnstyledButton>
  )
}
