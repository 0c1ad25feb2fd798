import { type ReactNode, useEffect } from 'react'
import { connection } from '../../graphql/client.ts'
import { useIsOffline } from '../../graphql/connection.ts'

/** Something that the open page offers, such as Synchronize. The palette lists it while its button is on the screen. */
export type Command = { label: string; icon: ReactNode; run: () => void }

const commands = new Map<string, Command>()

/** Offers a command in the palette while this part is on the screen, `command` is not null, and the server can be reached. */
export function useCommand(id: string, command: Command | null): void {
  const isOffline = useIsOffline(connection)
  useEffect(() => {
    if (!command || isOffline) return
    commands.set(id, command)
    return () => {
      if (commands.get(id) === command) commands.delete(id)
    }
  })
}

/** Returns the commands of the open page. */
export const currentCommands = (): [string, Command][] => [...commands]
