import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef, MouseEvent } from 'react'
import { connection } from '../graphql/client.ts'
import { useIsOffline } from '../graphql/connection.ts'
import { t } from '../texts/texts.ts'
import { OFFLINE_REASON_ID } from './offline.ts'
import classes from './server-button.module.css'

/**
 * A button that needs the server: it sends something, or opens a dialog that does. While the server cannot be reached it does
 * nothing and says why. It keeps its place in the order of Tab then, so that the reason can be read by keyboard too.
 */
export function ServerButton({ onClick, className, ...button }: Props) {
  const isOffline = useIsOffline(connection)
  if (!isOffline || button.disabled) return <Button className={className} onClick={onClick} {...button} />
  return (
    <Button
      {...button}
      className={[className, classes.offline].filter(Boolean).join(' ')}
      data-disabled
      data-reason={t('shell.offline')}
      aria-disabled
      aria-describedby={OFFLINE_REASON_ID}
      onClick={(event: MouseEvent) => event.preventDefault()}
    />
  )
}

type Props = ButtonProps & Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps>
