import { UnstyledButton, type UnstyledButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'
import classes from './header.module.css'

type Props = { name: string } & UnstyledButtonProps & ComponentPropsWithRef<'button'>

/** The button that opens the account menu. */
export function AccountTarget({ name, ...props }: Props) {
  return (
    <UnstyledButton {...props} className={classes.account} aria-label={t('shell.accountMenu', { name })}>
      <span className={classes.accountName}>{name}</span>
      <ChevronIcon />
    </UnstyledButton>
  )
}
