import { Button, type ButtonProps, VisuallyHidden } from '@mantine/core'
import { type ComponentPropsWithRef, type MouseEvent, useId } from 'react'
import { connection } from '../graphql/client.ts'
import { useIsOffline } from '../graphql/connection.ts'
import { t } from '../texts/texts.ts'
import { OFFLINE_REASON_ID } from './offline.ts'
import classes from './server-button.module.css'

/**
 * A button that needs the server: it sends something, or opens a dialog that does. While the server cannot be reached, or
 * `refusal` says why not, it does nothing and says why. It keeps its place in the order of Tab then, so that the reason can be
 * read by keyboard too.
 */
export function ServerButton({ refusal = null, onClick, className, ...button }: Props) {
  const id = useId()
  const isOffline = useIsOffline(connection)
  const reason = refusal ?? (isOffline ? t('shell.offline') : null)
  if (reason === null || button.disabled) return <Button className={className} onClick={onClick} {...button} />
  return (
    <>
      <Button
        {...button}
        className={[className, classes.refused].filter(Boolean).join(' ')}
        data-disabled
        data-reason={reason}
        aria-disabled
        aria-describedby={refusal === null ? OFFLINE_REASON_ID : id}
        onClick={(event: MouseEvent) => event.preventDefault()}
      />
      {refusal !== null && <VisuallyHidden id={id}>{refusal}</VisuallyHidden>}
    </>
  )
}

/** `refusal`: why the button does nothing now; null or absent if it works. */
type Props = { refusal?: string | null } & ButtonProps & Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps>
