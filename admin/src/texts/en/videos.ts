export const videos = {
  title: 'Videos',
  progress: 'Video processing',
  badge: '{ready, number} of {total, number} ready',
  badgeComplete: '{total, plural, one {Ready} other {All # ready}}',
  showAll: 'Show all {count, plural, one {# video} other {# videos}}',
  more: 'and {count, number} more',

  summaryNone: 'No videos need processing',
  summaryFailed:
    '{total, plural, one {The video could not be processed} other {None of the videos could be processed}}',
  summaryReady: '{total, plural, one {The video is ready} =2 {Both videos are ready} other {All # videos are ready}}',
  summaryNotReady: 'The video is not ready yet',
  summarySome: '{ready, number} of {total, plural, one {# video} other {# videos}} ready',
  summarySomeFailed:
    '{ready, number} of {total, plural, one {# video} other {# videos}} ready, {failed, number} failed',

  noneNeeded: 'No videos need processing. They play as they are.',
  allReady: 'Ready for all devices.',
  allCopied: 'All videos are copied. Processing starts now.',
  someCopied:
    '{copied, number} of {total, plural, one {# video} other {# videos}} copied. Processing starts when all are.',
  failedCount: '{count, plural, one {# video failed.} other {# videos failed.}}',
  originalsUntilReady:
    '{count, plural, one {Until the video is ready, your original file plays where browsers support it.} other {Until the videos are ready, your original files play where browsers support them.}}',
  originalsInstead:
    '{count, plural, one {Your original file plays instead where browsers support it.} other {Your original files play instead where browsers support them.}}',

  estimatedCost: 'Estimated cost: <price>{amount}</price>',
  actualCost: 'Cost: <price>{amount}</price>',
  spentSoFar: '{amount} spent so far',
  reusedVideos: '{count, plural, one {# video} other {# videos}} reused, saving {amount}',
  reusedWork: 'Earlier work reused, saving {amount}',

  stop: 'Stop',
  stopNamed: 'Stop processing videos',
  stopping: 'Stopping…',
  stopQuestion: 'Stop processing?',
  stopHelp: 'Finished videos are kept. Unfinished videos start over later.',
  keepProcessing: 'Keep processing',
  confirmStop: 'Stop processing',
  stopped: '<b>Stopped.</b> {detail}',
  finishedKept: 'Finished videos are kept.',
  jobsEnding: 'Running jobs end now unless a release needs them.',
  continueAfterStop: 'To continue, retry a video or synchronize.',

  overBudget: 'Paused: over budget',
  askForBudget: '<b>Paused: over budget.</b> Ask an administrator.',
  pausedCost: 'Processing these videos costs {cost}.',
  processAnyway: 'Process anyway',
  openBudget: 'Open budget',

  state:
    '{status, select, EXPECTED {Waiting for Dropbox} UPLOADED {Copied} QUEUED {Queued} TRANSCODING {Processing} READY {Ready} NOT_NEEDED {No processing needed} FAILED {Processing failed} CANCELED {Stopped} other {In progress}}',
  stateDetail: '{state} · {detail}',
  sameAs: 'same as {name}',
  playsAsFile: 'plays as your original file',
  startsWhenAllCopied: 'starts when all are copied',
  notStarted: 'not started',
  queuePosition: '{ahead, plural, =0 {next} other {# ahead}}',
  reused: 'reused, no cost',
  retry: 'Retry',
  retryNamed: 'Retry {name}',
} as const
