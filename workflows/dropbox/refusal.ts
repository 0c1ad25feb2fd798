import { DropboxRefusedError, errorSummary, type FailedResponse } from './errors.ts'

const askTeam = 'Ask the administrator of that Dropbox team to allow it.'
const reconnect = 'Ask an administrator to reconnect Dropbox.'
const rejectedToken = `Dropbox does not accept Lectern's access, even after it was renewed. ${reconnect}`

/** The reasons that Dropbox gives, by the tag of its error. (Dropbox HTTP documentation, "AuthError", "AccessError") */
const messagesByTag: Record<string, string> = {
  user_suspended:
    'Dropbox has suspended the connected account. Ask its owner, or the administrator of its Dropbox team, to have it restored.',
  invalid_access_token: rejectedToken,
  expired_access_token: rejectedToken,
  invalid_select_user:
    'The connected account is no longer a member of its Dropbox team. Ask the administrator of that team.',
  invalid_select_admin: 'The connected account no longer manages its Dropbox team. Ask the administrator of that team.',
  route_access_denied:
    'Dropbox does not let the app of Lectern read files. Ask an administrator to check the app in the Dropbox App Console.',
  invalid_account_type:
    'The plan of the connected Dropbox account does not include this. Ask the owner of the account to change its plan, or an administrator to connect another account.',
  team_access_denied: `The Dropbox team of the connected account does not let Lectern read its files. ${askTeam}`,
  no_permission: `The connected Dropbox account has no permission to read this. ${askTeam}`,
}

/** The same for reasons that Dropbox has no fixed tag for. They are recognized by a word in its answer. */
const messagesByWord: [RegExp, string][] = [
  [
    /frozen/i,
    'Dropbox has frozen the connected account, for example because it is over its storage limit. Ask its owner to have it unfrozen.',
  ],
  [/suspended|disabled/i, messagesByTag.user_suspended!],
  [
    /polic(y|ies)|team.*(not allow|block|restrict)/i,
    `A rule of the Dropbox team does not let Lectern read its files. ${askTeam}`,
  ],
]

type ErrorBody = {
  error?: { '.tag'?: string; required_scope?: string } | string
  error_description?: string
  user_message?: { text?: string } | string
}

/**
 * Explains why Dropbox refuses a call for good, by its response: in plain words, and with who can change it. Null for
 * every other failure: a retry, a renewed token, or another argument may help.
 */
export function refusalOfResponse({ status, body }: FailedResponse): DropboxRefusedError | null {
  const tag = errorSummary(body).split('/')[0]!
  if (status === 409 && /^(path|reset|unsupported_)/.test(tag)) return null
  if (![400, 401, 403, 409, 422].includes(status)) return null
  return new DropboxRefusedError(messageOf(status, tag, body), status === 401 || status === 403)
}

function messageOf(status: number, tag: string, body: unknown): string {
  const { error } = (body ?? {}) as ErrorBody
  const scope = typeof error === 'object' ? error.required_scope : undefined
  if (tag === 'missing_scope')
    return `The app of Lectern lacks a permission in Dropbox${scope ? ` (${scope})` : ''}. Ask an administrator to turn it on in the Dropbox App Console, and then to reconnect Dropbox.`
  const reason = reasonOf(body)
  return (
    messagesByTag[tag] ??
    messagesByWord.find(([word]) => word.test(reason ?? ''))?.[1] ??
    `Dropbox refuses to let Lectern read${reason ? `: "${reason}"` : ` (status ${status})`}. Contact your administrator.`
  )
}

const maxReasonLength = 300

/** Returns Dropbox's own words: for the person, else for the developer. Null for a page or an empty body. */
function reasonOf(body: unknown): string | null {
  const { user_message: forPerson, error_description: description } = (body ?? {}) as ErrorBody
  const text =
    (typeof forPerson === 'object' ? forPerson.text : forPerson) ??
    description ??
    (typeof body === 'string' ? body : errorSummary(body).replace(/[./]+$/, ''))
  const reason = text.trim().slice(0, maxReasonLength)
  return reason === '' || reason.startsWith('<') ? null : reason
}

/** Explains why Dropbox refuses to sign Lectern in, by its response. Null if a retry may help. */
export function refusalOfSignIn({ status, body }: Omit<FailedResponse, 'headers'>): DropboxRefusedError | null {
  if (![400, 401, 403].includes(status)) return null
  const { error } = (body ?? {}) as ErrorBody
  const code = typeof error === 'string' ? error : ''
  const message = /^(invalid|unauthorized)_client/.test(code)
    ? 'Dropbox does not accept the app of Lectern: its key or secret is wrong, or the app was disabled. Ask an administrator to check DROPBOX_APP_KEY and DROPBOX_APP_SECRET.'
    : messageOf(status, code, body)
  return new DropboxRefusedError(message, true)
}
