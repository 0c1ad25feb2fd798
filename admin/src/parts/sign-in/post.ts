import { confirmSignIn } from '../../graphql/confirm.ts'
import { t } from '../../texts/texts.ts'

/** The answer to a request, or the code and the text of its error. `code` is that of the API's errors. */
export type Posted<Answer> = { answer: Answer; error?: undefined } | { answer?: undefined; error: PostError }

/** An error as people read it. `field`: the field that it is about. */
export type PostError = { code: string; field?: string; message: string }

/**
 * Posts to a route of sign-in, whose answers set and clear the session's cookie. If it needs a recent sign-in, asks the
 * person to confirm, and posts again. Does not throw.
 */
export async function post<Answer = object>(path: string, body: object): Promise<Posted<Answer>> {
  const posted = await postOnce<Answer>(path, body)
  if (posted.error?.code !== 'REAUTHENTICATE' || !(await confirmSignIn())) return posted
  return postOnce(path, body)
}

async function postOnce<Answer>(path: string, body: object): Promise<Posted<Answer>> {
  try {
    const response = await fetch(`/api/auth${path}`, {
      ...{ method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify(body),
    })
    const answer = await response.json()
    if (response.ok) return { answer }
    const { message, extensions } = answer.errors[0]
    return { error: { code: extensions.code, field: extensions.field, message } }
  } catch {
    return { error: { code: 'UNREACHABLE', message: t('signIn.unreachable') } }
  }
}

/** What a page does after a sign-in. */
export type SignedIn = { needsSecondFactor: boolean; next: string }
