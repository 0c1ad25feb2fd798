export const budget = {
  title: 'Budget',

  months: 'Months',
  previousMonth: 'Previous month: {month}',
  nextMonth: 'Next month: {month}',
  noNextMonth: 'No next month',

  spentOfLimit: '<b>{spent}</b> spent of {limit}',
  spentWithoutLimit: '<b>{spent}</b> spent, no limit set',
  spent: '<b>{spent}</b> spent',
  encodingUse:
    '{minutes, plural, one {# minute} other {# minutes}} of processed video in {jobs, plural, one {# job} other {# jobs}}',
  encodingUseUnderMinute: 'Less than a minute of processed video in {jobs, plural, one {# job} other {# jobs}}',

  legendSpent: 'Spent',
  legendReserved: 'Reserved',
  legendLeft: 'Left',
  legendOver: 'Over limit',
  legendItem: '{name}: {amount}',

  left: '{month} has {left} of {limit} left.',
  nothingLeft: '{month} has nothing left of its {limit} limit.',
  slightlyOver: 'This is slightly more than {month} has left of its {limit} limit.',

  reserved: 'Reserved: videos in progress.',
  reservedAmount: 'Reserved for videos in progress: {amount}.',
  countingRule: 'Each video counts in the month in which it finishes.',
  listPrices: 'List prices of {date}, {region}, before discounts.',

  forecast: 'Forecast for the whole month: {amount}.',
  saved: 'Saved by reusing videos: {amount}.',
  invalidMonth: 'The address has no month such as 2026-11, so this is the current month.',
  monthsTitle: 'Last 12 months',
  monthSpent: '{month}: {amount}',
  month: 'Month',
  packages: 'Cost by package',
  costliestVideos: 'Most expensive videos',
  package: 'Package',
  video: 'Video',
  videos: 'Videos',
  jobs: 'Jobs',
  removedVideo: 'A video that the package no longer has',
  estimate: 'Estimate',

  mayRelease: '{people} may exceed the limit.',
  nobodyMayRelease: 'Nobody may exceed the limit.',
  others: '{count, plural, one {# other} other {# others}}',
  mailsAlerts: 'They get a mail at 80% and at 100% of it.',
  mailsNoAlerts: 'No mail server is configured, so nobody is told when the limit is near.',
  alertReached: '{percent, number, percent} reached <time></time>.',
  alertMailed: 'The mail was sent.',
  alertNotMailed: 'The mail was not sent yet.',

  waitingTitle: 'Waiting for the budget',
  waitingTotal:
    '{videos, plural, one {# video} other {# videos}} of {packages, plural, one {# package} other {# packages}} {videos, plural, one {waits} other {wait}} for the next month, a higher limit, or your approval: {amount}.',
  release: 'Release',
  releaseOf: 'Release {title}',
  releaseQuestion: 'Process {count, plural, one {# video} other {# videos}} of "{title}" now?',
  releaseEffect: 'This adds {amount} to this month, even if that is more than the limit.',
  released: 'The videos of "{title}" are processed now.',

  limitTitle: 'Monthly limit',
  limitHelp:
    'Over the limit, new videos wait for your approval or the next month. Everything else in their packages continues.',
  limitAmount: 'Amount in {currency}',
  noLimit: 'No limit',
  saveLimit: 'Save',
  removeLimit: 'Remove limit',
  limitSaved: 'Saved',
  limitRemoved: 'Removed',
  invalidAmount: 'Enter an amount, like 50 or 12.50.',
} as const
