/**
 * The reason for ignoring a file that Dropbox does not release. Each synchronization tries such a file again, because the
 * claim may have been lifted.
 */
export const restrictedReason =
  'Dropbox does not release this file because of a copyright claim. Remove it from the folder, or replace it.'
