export const system = {
  title: 'System',
  asOf: 'As of {time}',
  allWell: 'Everything works.',
  openPackage: 'Open package',

  serviceDown:
    '{service} does not work: {state}. {name, select, postgres {Check the database server and DATABASE_URL.} temporal {Until it works again, nothing is synchronized, transcoded, or published. Check its server and TEMPORAL_ADDRESS.} s3 {Until it works again, teachers see no pages. Check the bucket, its versioning, and the S3 settings.} other {Check its settings.}}',
  noWorker:
    'No worker is running. Nothing is synchronized, transcoded, or published until one starts: node workflows/worker.ts.',
  lostProcess:
    '{kind} {pid} on {host} stopped without ending as it should. It was last seen {time}. Its log says why. If it does not start again by itself, start it.',
  versions: 'Processes run different versions: {versions}. After an update, restart those that have the old one.',
  longQueue:
    '{count, plural, one {# task waits} other {# tasks wait}} in the queue "{queue}", the first one since {time}. Start another worker, or look into the logs of those that run.',
  longWork:
    '{kind, select, SYNC_RUN {The synchronization} PUBLICATION {The publication} TRANSCODE {Video processing} other {The verification}} of "{title}" started {time} and has not finished. The package says what it waits for.',
  cleanupFailed: 'The cleanup that started {time} failed. The next one completes it. Temporal has the reason.',
  cleanupPaused: 'The nightly cleanup is paused, so nothing expires. Resume the schedule "cleanup" in Temporal.',
  recentErrors:
    '{count, plural, one {# kind of error} other {# kinds of errors}} happened within the last hour. They are listed below.',

  services: 'Services',
  service: '{name, select, postgres {PostgreSQL} temporal {Temporal} s3 {S3} other {{name}}}',
  ready: 'Ready',
  serviceState: 'Not ready: {state}',
  temporalUi: 'Open Temporal UI',
  version: 'Version',

  processes: 'Processes',
  process: 'Process',
  processKind: '{kind, select, server {Server} worker {Worker} other {{kind}}}',
  state: 'State',
  running: 'Running',
  lastSeen: 'Lost, last seen <time></time>',
  host: 'Host and process ID',
  hostWithPid: '{host}, {pid}',
  started: 'Started',

  queues: 'Queues',
  queueTitle: 'Queue',
  queue:
    '{key, select, lectern {Workflows and short steps} lectern_lanes {Copying files} lectern_jobs {Starting video jobs} lectern_browsers {Pictures of pages} other {{name}}}',
  queuesUnknown: 'Temporal does not report its queues at the moment.',
  waiting: 'Waiting tasks',
  oldest: 'Waiting since',
  workers: 'Workers',

  work: 'Unfinished work',
  workTitle: 'Work',
  workKind:
    '{kind, select, SYNC_RUN {Synchronizations} PUBLICATION {Publications} TRANSCODE {Video processing} other {Verifications}}',
  noWork: 'Nothing is in progress.',
  open: 'Open',
  oldestStarted: 'Oldest started',
  package: 'Package of the oldest',

  cleanup: 'Nightly cleanup',
  cleanupUnknown: 'Temporal does not report the schedule of the cleanup at the moment.',
  lastNight: 'Last started',
  notYet: 'Not yet',
  result: 'Result',
  runStatus:
    '{status, select, COMPLETED {Completed} RUNNING {Running} FAILED {Failed} TIMED_OUT {Timed out} TERMINATED {Terminated} CANCELLED {Canceled} other {{status}}}',
  removed: 'Removed',
  nothing: 'Nothing',
  removal:
    '{kind, select, RELEASES {{count, plural, one {# release} other {# releases}}} DRAFTS {{count, plural, one {# past draft} other {# past drafts}}} UPLOADS {{count, plural, one {# unfinished upload} other {# unfinished uploads}}} ENCODINGS {{count, plural, one {# encoding} other {# encodings}}} SOURCES {{count, plural, one {# copy of a video} other {# copies of videos}}} CAPTIONS {{count, plural, one {# converted caption file} other {# converted caption files}}} FILE_VERSIONS {{count, plural, one {# old file version} other {# old file versions}}} PAGE_COMPARISONS {{count, plural, one {# page comparison} other {# page comparisons}}} other {{count, plural, one {# viewer token} other {# viewer tokens}}}}',
  removalWithSize: '{what}, {size}',
  nextNight: 'Next start',
  paused: 'Paused',

  startDryRun: 'Start dry run',
  dryRun: 'Dry run',
  dryRunHelp: 'A dry run lists what the cleanup would remove now. It removes nothing.',
  dryRunNotStarted: 'The dry run could not be started. Try again in a moment.',
  dryRunning: 'Reading what is stored. Nothing is removed. The result appears here.',
  wouldRemove: 'A cleanup would now free {size}.',
  wouldRemoveNothing: 'A cleanup would remove nothing now.',
  dryRunBy: 'Started by {name}, <time></time>.',
  removalKindTitle: 'What',
  removalKind:
    '{kind, select, RELEASES {Releases} DRAFTS {Past drafts} UPLOADS {Unfinished uploads} ENCODINGS {Encodings} SOURCES {Copies of videos for encoding} CAPTIONS {Converted captions} FILE_VERSIONS {Old file versions} PAGE_COMPARISONS {Pictures of compared pages} other {Expired viewer tokens}}',
  removalCount: 'Number',
  removalSize: 'Size',
  examples: 'Examples',
  example: '{what} ({size})',

  verifications: 'Latest verifications',
  noVerifications: 'No package has been verified yet.',
  verified: 'Verified',
  verificationStarted: 'Started',

  audit: 'Audit log',
  auditHelp: 'Verifying reads every event and finds those that were changed, added, moved, or removed.',

  errors: 'Errors',
  errorsHelp: 'Errors in the logs of the last 30 days. The log lines with the request ID have the details.',
  noErrors: 'No errors.',
  error: 'Error',
  times: 'Times',
  last: 'Last',
  first: 'First',
  requestId: 'Last request ID',
} as const
