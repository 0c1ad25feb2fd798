import { hash, verify } from '@node-rs/argon2'

/** OWASP's parameters for argon2id, which is the library's default: 19 MiB, two passes. */
const argon2Options = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }

export const minPasswordLength = 8
export const maxPasswordLength = 128

/** From 0 to 4, how hard a password is to guess. 3 takes 100 million guesses or more. The admin shows the same score. */
const minScore = 3

/** How the sign-in library hashes passwords and compares them. */
export const passwordHash = {
  hash: (password: string): Promise<string> => hash(password, argon2Options),
  verify: ({ hash: stored, password }: { hash: string; password: string }): Promise<boolean> =>
    verify(stored, password),
}

/**
 * Returns what is wrong with a new password, or null if it may be used. `about`: words that others know of the person,
 * such as the name and the address.
 */
export async function passwordProblem(password: string, about: string[]): Promise<string | null> {
  if (password.length < minPasswordLength)
    return `This password is too short. Use ${minPasswordLength} characters or more.`
  if (password.length > maxPasswordLength)
    return `This password is too long. Use at most ${maxPasswordLength} characters.`
  // Its dictionaries take a while to load, and a server may never need them.
  const { estimate } = await import('./password-estimate.ts')
  return estimate(password, about) < minScore
    ? 'This password is easy to guess. Make it longer, or use several unrelated words.'
    : null
}
