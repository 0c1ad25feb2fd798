/**
 * The encoding profile of current drafts. It is part of an encoding's key, so that a new profile does not affect older
 * releases. Rename it whenever a job produces different outputs from the same video: other settings, another ladder,
 * more outputs. All drafts are then encoded and paid for again.
 */
export const profile = 'h264-2'

/** The encoding profile of current drafts, and the IANA time zone in which a month of the budget begins and ends. */
export type EncodingSettings = { profile: string; timeZone: string }
