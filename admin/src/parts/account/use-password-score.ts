import { useEffect, useState } from 'react'

type Estimate = (password: string, about: string[]) => number

let loading: Promise<Estimate> | undefined

/** Loads the dictionaries, which are larger than the admin, when somebody types a password. */
function loadEstimate(): Promise<Estimate> {
  loading ??= import('./password-estimate.ts').then(({ estimate }) => estimate)
  return loading
}

/** How hard a password is to guess, from 0 to 4, as the server scores it. Null until it is known. */
export function usePasswordScore(password: string, about: string[]): number | null {
  const [score, setScore] = useState<number | null>(null)
  const words = about.join('\n')
  useEffect(() => {
    let isCurrent = true
    if (password === '') setScore(null)
    else
      loadEstimate()
        .then(estimate => isCurrent && setScore(estimate(password, words.split('\n'))))
        // The server decides in any case.
        .catch(() => isCurrent && setScore(null))
    return () => {
      isCurrent = false
    }
  }, [password, words])
  return score
}
