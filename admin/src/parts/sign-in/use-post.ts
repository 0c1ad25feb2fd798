import { useState } from 'react'
import { type PostError, post } from './post.ts'

/** Sends requests of a form one after another. `error` is that of the last one. */
export function usePost() {
  const [isSending, setIsSending] = useState(false)
  const [error, setError] = useState<PostError | null>(null)
  // The server names a new password. Without a name it is the current one, which confirms the request.
  const isAboutField = error?.code === 'INVALID_INPUT'
  return {
    isSending,
    /** The error of no field. */
    error: isAboutField ? null : error,
    currentPasswordError: isAboutField && !error.field ? error.message : null,
    newPasswordError: isAboutField && error.field ? error.message : null,
    clearError: () => setError(null),
    /** Resolves to the answer, or to null after an error. */
    async send<Answer = object>(path: string, body: object): Promise<Answer | null> {
      setIsSending(true)
      setError(null)
      const { answer, error: newError } = await post<Answer>(path, body)
      setIsSending(false)
      setError(newError ?? null)
      return answer ?? null
    },
  }
}
