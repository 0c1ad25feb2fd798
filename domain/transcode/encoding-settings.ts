/**
 * The current encoding profile: the version of the settings of a job. Rename it whenever a job produces different
 * outputs from the same video: other settings, another ladder, more outputs. The new one is used for videos that were
 * not encoded before. What is READY in an older one stays in use, so a new profile alone costs nothing.
 */
export const profile = 'h264-5'

/** The current encoding profile, and the IANA time zone in which a month of the budget begins and ends. */
export type EncodingSettings = { profile: string; timeZone: string }
