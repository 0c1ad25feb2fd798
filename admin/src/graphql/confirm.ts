/** Asks the person to confirm who they are. Resolves to false if the person does not want to. */
type Ask = () => Promise<boolean>

let ask: Ask | undefined
let asking: Promise<boolean> | undefined

/** Sets who asks: the dialog that is on the screen. Returns a function that removes it. */
export function registerConfirmation(newAsk: Ask): () => void {
  ask = newAsk
  return () => {
    if (ask === newAsk) ask = undefined
  }
}

/** Opens the dialog. What needs a recent sign-in while it is open waits for the same answer. */
export async function confirmSignIn(): Promise<boolean> {
  asking ??= (ask?.() ?? Promise.resolve(false)).finally(() => {
    asking = undefined
  })
  return asking
}

/**
 * Sends a GraphQL request as `fetch` does. If it needs a recent sign-in, asks the person to confirm, and sends it again.
 */
export async function fetchConfirmed(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init)
  if (!(await needsConfirmation(response.clone()))) return response
  return (await confirmSignIn()) ? fetch(input, init) : response
}

async function needsConfirmation(response: Response): Promise<boolean> {
  if (!/json/.test(response.headers.get('content-type') ?? '')) return false
  const { errors } = await response.json().catch(() => ({}))
  return (errors ?? []).some(asksForSignIn)
}

type SentError = { extensions?: { code?: string; problems?: { code?: string }[] } }

/** Whether an error asks for a recent sign-in. With a problem, the same code says that Dropbox must be connected again. */
export const asksForSignIn = ({ extensions }: SentError): boolean =>
  extensions?.code === 'REAUTHENTICATE' && !extensions.problems?.some(({ code }) => code === 'DROPBOX_DISCONNECTED')
