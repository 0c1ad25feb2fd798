export const sync = {
  title: 'Synchronization',
  neverSynchronized:
    'Nothing has been copied yet. Select <b>Synchronize</b> to copy this folder from Dropbox. You can close this page while it runs.',

  synchronize: 'Synchronize',
  moreOptions: 'Sync options',
  fullCheck: 'Run full check',
  fullCheckHelp: 'Reads the whole folder again and finds changes in letter case. Takes longer.',
  cancel: 'Cancel',
  cancelNamed: 'Cancel synchronization',
  canceling: 'Canceling…',

  waitingForDropbox: 'Waiting for Dropbox',
  needsDecision: 'Needs a decision',
  calculating: 'Reading folder…',
  copying: 'Copying',
  currentFiles: 'Being copied now',
  partOfFile: '{percent} of {size}',
  cleaning: 'Cleaning up',
  finishing: 'Finishing',
  progressSpoken: '{phase}, {percent}',
  reconnect: 'Reconnect Dropbox to continue. Copied files are kept. The synchronization resumes automatically.',

  requestingList: 'Requesting the file list from Dropbox',
  itemsFound: '{count, plural, one {# file or folder} other {# files and folders}} found',
  alreadyCopied: '{count, number} already copied',
  filesOfTotal: '{done, number} of {total, plural, one {# file} other {# files}}',
  bytesOfTotal: '{done} of {total}',

  deletionQuestion:
    'Delete {count, plural, one {# file} other {# files}}? They are no longer in Dropbox. Nothing has been deleted yet.',
  deletionQuestionOfTotal:
    'Delete {count, number} of {total, plural, one {# file} other {# files}}? They are no longer in Dropbox. Nothing has been deleted yet.',
  deletedFolders: 'Folders with files to delete',
  noFolder: 'In no folder',
  fileCount: '{count, plural, one {# file} other {# files}}',
  filesIn: '{list}: {folder}',
  deletedUsed: '{count, plural, one {# file that stays uses} other {# files that stay use}} what would be deleted:',
  usesDeleted: 'uses {count, plural, one {# of them} other {# of them}}',
  moreUsers: '{count, plural, one {# more file} other {# more files}}',
  keepFiles: 'Keep all files',
  deleteFiles: 'Delete {count, plural, one {# file} other {# files}}',
  deletionHelp: 'Deleted by mistake? Restore the files in Dropbox, then synchronize again.',
  folderQuestion: 'Which folder does this package continue with?',
  folderMoved:
    'The folder of this package was renamed or moved, and another folder is in its place. Nothing has changed yet.',
  folderInPlace: 'The folder that is now in its place',
  folderFormer: 'The folder that this package was made from',
  continueWithFolder: 'Continue with this folder',
  decisionByOthers: 'Someone with permission to synchronize this package must decide.',

  plan: 'Plan',
  result: 'Result',
  toCopy: 'to copy',
  toCopySoFar: 'to copy so far',
  toDelete: 'to delete',
  unchanged: 'unchanged',
  ignored: 'ignored',
  copied: 'copied',
  copiedOfTotal: 'of {total, number} copied',
  deleted: 'deleted',
  figure: '{count, number} {label}',
  plannedNewVideos: 'Includes {count, plural, one {# new video} other {# new videos}}.',
  plannedReusedVideos: 'Includes {count, plural, one {# video that is} other {# videos that are}} already processed.',
  plannedVideos:
    'Includes {new, plural, one {# new video} other {# new videos}} and {reused, plural, one {# that is} other {# that are}} already processed.',

  itemList: '{action, select, COPY {Files to copy} DELETE {Files to delete} other {Ignored files}}',
  notCopied: 'Not copied',
  showMore: 'Show more',

  outcome: '{status, select, SUCCEEDED {Synchronized} FAILED {Sync failed} CANCELED {Canceled} other {In progress}}',
  outcomeTime:
    '{status, select, SUCCEEDED {Synchronized} FAILED {Sync failed} CANCELED {Canceled} other {Ended}} <time></time>',
  outcomeSpoken: '{outcome}. {figures}.',
  byPerson: 'by {name}',
  startedByPerson: 'started by {name}',
  failedUnknown: 'Something went wrong. Synchronize again.',
  copiedFilesKept: 'Copied files are kept.',
  noFilesDeleted: 'No files were deleted.',
  keptFiles:
    'You kept {count, plural, one {# file that is} other {# files that are}} no longer in Dropbox. The draft differs from Dropbox.',
  continueAfterCancel: 'Synchronize again to continue.',
  emptyFolder:
    'The folder is empty. Add your pages in Dropbox, wait until Dropbox has uploaded them, then synchronize again.',
  stillUploading: 'Dropbox is still uploading',
  synchronizeLater: 'Synchronize again when Dropbox has finished.',
} as const
