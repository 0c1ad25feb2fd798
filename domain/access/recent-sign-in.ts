/** How long a sign-in counts as recent. What could give Lectern away needs a recent one. */
const recentMs = 10 * 60 * 1000

/** Whether a person proved lately who they are. */
export const isSignInRecent = (authenticatedAt: Date): boolean => Date.now() - authenticatedAt.getTime() < recentMs
