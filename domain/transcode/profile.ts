/**
 * The encoding profile of present drafts: part of the ledger's key, so that a new one never touches what older releases show. It gets another
 * name whenever a job makes something else of the same film: other settings, another ladder, more outputs. Streams of all drafts are made anew
 * then, and paid for.
 */
export const profile = 'h264-2'
