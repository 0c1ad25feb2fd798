import { type ReactNode, useEffect } from 'react'

/** Something that the open page offers, such as Synchronize. The palette lists it while its button is on the screen. */
export type Command = { label: string; icon: ReactNode; run: () => void }

const commands = new Map<string, Command>()

/** Offers a command in the palette while this part is on the screen and `command` is not null. */
export function useCommand(id: string, command: Command | null): void {
  useEffect(() => {
    if (!command) return
    commands.set(id, command)
    return () => {
      if (commands.get(id) === command) commands.delete(id)
    }
  })
}

/** Returns the commands of the open page. */
export const currentCommands = (): [string, Command][] => [...commands]
