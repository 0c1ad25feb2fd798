/**
 * The encoding profile of current drafts. It is part of an encoding's key, so that a new profile does not affect older
 * releases. Rename it whenever a job produces different outputs from the same video: other settings, another ladder,
 * more outputs. All drafts are then encoded and paid for again.
 */
export const profile = 'h264-2'
